#include "dialogs/authoring/po_merge.hpp"

#include "dialogs/authoring/po_template.hpp"
#include "dialogs/texts/code_points.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace dialogs {

namespace {

constexpr double like_enough = 0.6;       // of a text at another place: less is another text
constexpr double like_enough_here = 0.4;  // of one said at the same place; `say` and `end` are many places

bool is_header(const PoEntry& entry) { return entry.source.empty() && entry.context.empty(); }

/// `ask.nps.text`: a place that only one text has. `say` and `end` are told apart by their words.
bool is_one_place(std::string_view context) {
    const auto base = context.substr(0, context.find('['));
    return base != "say" && base != "end";
}

bool is_translators_comment(const std::string& comment) {
    return comment == "#" || comment.starts_with("# ");
}

/// What marks are on an entry besides `fuzzy`: `#, no-wrap`.
std::optional<std::string> other_flags(const PoEntry& entry) {
    std::string flags;
    for (const auto& comment : entry.comments) {
        if (!comment.starts_with("#,")) continue;
        for (std::size_t begin = 2; begin < comment.size();) {
            const auto end = std::min(comment.find(',', begin), comment.size());
            auto flag = comment.substr(begin, end - begin);
            begin = end + 1;
            flag.erase(0, flag.find_first_not_of(' '));
            if (!flag.empty() && flag != "fuzzy") flags += ", " + flag;
        }
    }
    return flags.empty() ? std::nullopt : std::optional("#" + flags);
}

class Merger {
public:
    Merger(const std::vector<PoEntry>& translation, const std::vector<PoEntry>& po_template, const Language& language)
        : old_(translation), template_(po_template), language_(language), used_(translation.size(), false) {}

    PoMerge run() {
        merged_.entries.push_back(header());
        donors_.resize(template_.size());
        for_each_open([&](std::size_t at) { donors_[at] = same_text(template_[at]); });
        std::vector<bool> is_same;
        for (const auto& donor : donors_) is_same.push_back(donor.has_value());
        // What stands at the same place first, so that no text elsewhere takes its translation away.
        for_each_open([&](std::size_t at) { donors_[at] = changed_text(template_[at], least_score_here); });
        for_each_open([&](std::size_t at) { donors_[at] = changed_text(template_[at], 0); });
        for (std::size_t at = 0; at < template_.size(); ++at)
            if (!is_header(template_[at])) add(template_[at], donors_[at], is_same[at]);
        keep_obsolete();
        return std::move(merged_);
    }

private:
    static constexpr double least_score_here = 2;

    template <class Find>
    void for_each_open(const Find& find) {
        for (std::size_t at = 0; at < template_.size(); ++at)
            if (!donors_[at] && !is_header(template_[at])) find(at);
    }

    PoEntry header() const {
        const auto find = [](const std::vector<PoEntry>& entries) {
            const auto found = std::find_if(entries.begin(), entries.end(), is_header);
            return found == entries.end() ? PoEntry{} : *found;
        };
        auto header = find(old_);
        const auto model = find(template_);
        if (header.comments.empty() && header.translation.empty()) header.comments = model.comments;
        for (const char* field : {"Project-Id-Version", "PO-Revision-Date", "Last-Translator", "Language-Team",
                                  "Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}) {
            if (po_header_field(header, field).empty())
                set_po_header_field(header, field, po_header_field(model, field));
        }
        set_po_header_field(header, "Language", language_);
        header.obsolete = false;
        return header;
    }

    /// The old entry of these very words at this place. A living one comes before an obsolete one.
    std::optional<std::size_t> same_text(const PoEntry& wanted) {
        std::optional<std::size_t> found;
        for (std::size_t i = 0; i < old_.size(); ++i) {
            const auto& old = old_[i];
            if (used_[i] || old.context != wanted.context || old.source != wanted.source) continue;
            if (!found || (old_[*found].obsolete && !old.obsolete)) found = i;
        }
        if (found) used_[*found] = true;
        return found;
    }

    /// The old entry that this text seems to have come from.
    std::optional<std::size_t> changed_text(const PoEntry& wanted, double least_score) {
        std::optional<std::size_t> best;
        double best_score = least_score;
        for (std::size_t i = 0; i < old_.size(); ++i) {
            const auto& old = old_[i];
            if (used_[i] || is_header(old) || old.translation.empty()) continue;
            const auto score = score_of(old, wanted);
            if (score <= best_score) continue;
            best = i;
            best_score = score;
        }
        if (best) used_[*best] = true;
        return best;
    }

    static double score_of(const PoEntry& old, const PoEntry& wanted) {
        const auto like = likeness(old.source, wanted.source);
        if (old.context == wanted.context) {
            if (is_one_place(wanted.context)) return 3 + like;
            return like >= like_enough_here ? 2 + like : 0;
        }
        return like >= like_enough ? 1 + like - (old.obsolete ? 0.5 : 0.0) : 0;
    }

    void add(const PoEntry& wanted, std::optional<std::size_t> donor, bool is_same) {
        auto entry = wanted;
        if (donor) {
            const auto& old = old_[*donor];
            entry.translation = old.translation;
            entry.fuzzy = !old.translation.empty() && (old.fuzzy || !is_same);
            if (entry.fuzzy) tell_previous(entry, old, is_same);
            std::vector<std::string> comments;
            std::copy_if(old.comments.begin(), old.comments.end(), std::back_inserter(comments),
                         is_translators_comment);
            comments.insert(comments.end(), wanted.comments.begin(), wanted.comments.end());
            if (auto flags = other_flags(old)) comments.push_back(entry.fuzzy ? "#, fuzzy" + flags->substr(1) : *flags);
            entry.comments = std::move(comments);
        }
        ++(entry.translation.empty() ? merged_.untranslated : entry.fuzzy ? merged_.fuzzy : merged_.translated);
        merged_.entries.push_back(std::move(entry));
    }

    /// What the translation was made of: where it was fuzzy before, that is still what it was before.
    static void tell_previous(PoEntry& entry, const PoEntry& old, bool is_same) {
        const bool was_told = old.fuzzy && !old.previous_source.empty();
        if (was_told) {
            entry.previous_source = old.previous_source;
            entry.previous_context = old.previous_context;
        } else if (!is_same) {
            entry.previous_source = old.source;
            if (old.context != entry.context) entry.previous_context = old.context;
        }
    }

    void keep_obsolete() {
        for (std::size_t i = 0; i < old_.size(); ++i) {
            if (used_[i] || is_header(old_[i]) || old_[i].translation.empty()) continue;
            auto entry = old_[i];
            entry.obsolete = true;
            std::erase_if(entry.comments, [](const std::string& comment) {
                return comment.starts_with("#:") || comment.starts_with("#.");
            });
            merged_.entries.push_back(std::move(entry));
            ++merged_.obsolete;
        }
    }

    const std::vector<PoEntry>& old_;
    const std::vector<PoEntry>& template_;
    const Language& language_;
    std::vector<bool> used_;                          ///< by old entry
    std::vector<std::optional<std::size_t>> donors_;  ///< by template entry: whose translation it gets
    PoMerge merged_;
};

std::map<std::pair<char32_t, char32_t>, int> pairs_of(std::string_view text) {
    std::map<std::pair<char32_t, char32_t>, int> pairs;
    char32_t before = U' ';
    for (std::size_t at = 0; at < text.size();) {
        const auto code = next_code_point(text, at);
        ++pairs[{before, code}];
        before = code;
    }
    return pairs;
}

}  // namespace

PoMerge merge_po(const std::vector<PoEntry>& translation, const std::vector<PoEntry>& po_template,
                 const Language& language) {
    return Merger(translation, po_template, language).run();
}

double likeness(std::string_view a, std::string_view b) {
    if (a == b) return 1;
    const auto pairs_a = pairs_of(a);
    const auto pairs_b = pairs_of(b);
    int all = 0;
    int shared = 0;
    for (const auto& [pair, count] : pairs_a) {
        all += count;
        if (const auto found = pairs_b.find(pair); found != pairs_b.end()) shared += std::min(count, found->second);
    }
    for (const auto& [pair, count] : pairs_b) all += count;
    return all == 0 ? 0 : 2.0 * shared / all;
}

}  // namespace dialogs
