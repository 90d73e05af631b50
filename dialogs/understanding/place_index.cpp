#include "dialogs/understanding/place_index.hpp"

#include "dialogs/edit_distance.hpp"
#include "dialogs/texts/code_points.hpp"
#include "dialogs/understanding/phrase_table.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>

namespace dialogs {
namespace {

constexpr std::size_t place_tokens_max = 16;
constexpr std::size_t compared_letters_max = 40;
static_assert(compared_letters_max <= edited_letters_max);
constexpr std::size_t one_error_letters_min = 5;  // in shorter words one letter makes another word
constexpr std::size_t two_errors_letters_min = 8;
constexpr std::size_t common_beginning_min = 4;  // what endings leave of the shortest stems
constexpr double common_share_min = 0.6;
constexpr double share_of_numbers = 0.25;  // a number alone names hardly anything
constexpr int errors_seen_max = 2;
constexpr int unlike = errors_seen_max + 1;  // what edit_distance says of more

std::u32string letters_of(std::string_view text) {
    std::u32string letters;
    for (std::size_t at = 0; at < text.size() && letters.size() < compared_letters_max;)
        letters += next_code_point(text, at);
    return letters;
}

std::uint64_t letter_mask(const std::u32string& letters) {
    std::uint64_t present = 0;
    for (const auto letter : letters)
        present |= std::uint64_t{1} << (letter % 64);
    return present;
}

bool may_be_near(const std::u32string& a, std::uint64_t a_mask, const std::u32string& b,
                 std::uint64_t b_mask) {
    const auto gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    return gap <= errors_seen_max && std::popcount(a_mask ^ b_mask) <= 2 * errors_seen_max;
}

std::size_t common_beginning(const std::u32string& a, const std::u32string& b) {
    const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return static_cast<std::size_t>(end - a.begin());
}

/// The likeness of words that begin alike, as inflected ones do; 0 where they do not.
double likeness_of_beginnings(const std::u32string& a, const std::u32string& b) {
    const auto common = common_beginning(a, b);
    const auto shorter = static_cast<double>(std::min(a.size(), b.size()));
    const auto longer = static_cast<double>(std::max(a.size(), b.size()));
    const bool is_alike =
        common >= common_beginning_min && static_cast<double>(common) >= common_share_min * shorter;
    return is_alike ? 0.5 + 0.4 * static_cast<double>(common) / longer : 0;
}

bool is_allowed_error(const std::u32string& written, const std::u32string& meant) {
    return meant.size() >= one_error_letters_min && written.size() + 1 >= one_error_letters_min &&
           written.front() == meant.front();
}

std::vector<std::uint32_t> intersection(const std::vector<std::uint32_t>& a,
                                        const std::vector<std::uint32_t>& b) {
    std::vector<std::uint32_t> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
}

void insert_sorted(std::vector<std::uint32_t>& ids, std::uint32_t id) {
    const auto at = std::lower_bound(ids.begin(), ids.end(), id);
    if (at == ids.end() || *at != id) ids.insert(at, id);
}

PlaceFound unsure(const std::vector<std::uint32_t>& places) {
    PlaceFound found{.kind = PlaceFound::Kind::unsure};
    found.places.assign(places.begin(),
                        places.begin() + static_cast<std::ptrdiff_t>(
                                             std::min(places.size(), PlaceIndex::offered_max)));
    return found;
}

PlaceReply beginning_of(PlaceReply reply) {
    if (reply.words.size() > PlaceIndex::words_max) {
        reply.words.resize(PlaceIndex::words_max);
        reply.idle.resize(PlaceIndex::words_max);
    }
    return reply;
}

Tokens words_in(std::string_view phrase) {
    auto tokens = tokens_of(phrase, place_tokens_max);
    std::erase_if(tokens,
                  [](const Token& token) { return !token.is_part() || token.exact.empty(); });
    return tokens;
}

}  // namespace

/// What the whole names and municipalities in a reply say, and how near each of its words is to the
/// index.
struct PlaceIndex::Seen {
    std::vector<Match> names;
    std::vector<Match> municipalities;
    std::vector<bool> covered;            ///< the word belongs to one of these
    std::vector<std::vector<Near>> near;  ///< beside each word
};

PlaceIndex::PlaceIndex(const std::vector<ListedPlace>& places)
    : count_(places.size()), name_sizes_(places.size()) {
    for (std::size_t at = 0; at < places.size(); ++at) {
        const auto id = static_cast<std::uint32_t>(at);
        ids_.push_back(places[at].id);
        for (const auto& [language, name] : places[at].names)
            add(name, id, whole_names_, true);
        for (const auto& name : places[at].other_names)
            add(name, id, whole_names_, true);
        add(places[at].municipality, id, municipalities_, false);
    }
    for (auto& word : words_) {
        word.weight =
            std::log(1.0 + static_cast<double>(count_) / static_cast<double>(word.places.size()));
        if (word.is_number) word.weight *= share_of_numbers;
    }
}

std::optional<std::size_t> PlaceIndex::find_id(std::string_view id) const {
    const auto found = std::find(ids_.begin(), ids_.end(), id);
    return found == ids_.end() ? std::nullopt
                               : std::optional(static_cast<std::size_t>(found - ids_.begin()));
}

void PlaceIndex::add(std::string_view phrase, std::uint32_t place, Phrases& whole, bool is_name) {
    const auto tokens = words_in(phrase);
    if (tokens.empty()) return;
    insert_sorted(whole.exact[phrase_key(tokens, 0, tokens.size(), Tier::exact)], place);
    insert_sorted(whole.loose[phrase_key(tokens, 0, tokens.size(), Tier::loose)], place);
    Name name{.place = place};
    for (const auto& token : tokens) {
        const auto [entry, is_new] =
            word_ids_.try_emplace(token.exact, static_cast<std::uint32_t>(words_.size()));
        if (is_new) {
            Word word{.exact = token.exact, .letters = letters_of(form(token, Tier::loose))};
            word.mask = letter_mask(word.letters);
            word.is_number = token.is_number();
            words_.push_back(std::move(word));
        }
        insert_sorted(words_[entry->second].places, place);
        name.words.push_back(entry->second);
    }
    longest_ = std::max(longest_, tokens.size());
    if (!is_name) return;
    auto& size = name_sizes_[place];
    size = size == 0 ? name.words.size() : std::min(size, name.words.size());
    names_.push_back(std::move(name));
}

const std::vector<std::uint32_t>* PlaceIndex::find_phrase(const Phrases& whole, const Tokens& words,
                                                          std::size_t first, std::size_t last) {
    const auto exact = whole.exact.find(phrase_key(words, first, last, Tier::exact));
    if (exact != whole.exact.end()) return &exact->second;
    const auto loose = whole.loose.find(phrase_key(words, first, last, Tier::loose));
    return loose == whole.loose.end() ? nullptr : &loose->second;
}

/// The longest whole phrases, from left to right. One more word than names have: one of theirs may
/// be written apart.
std::vector<PlaceIndex::Match> PlaceIndex::matches(const Phrases& whole, const Tokens& words,
                                                   std::size_t most) {
    std::vector<Match> found;
    for (std::size_t at = 0; at < words.size(); ++at) {
        for (auto end = std::min(words.size(), at + most); end > at; --end) {
            const auto* places = find_phrase(whole, words, at, end);
            if (places == nullptr) continue;
            found.push_back({.first = at, .end = end, .places = places});
            at = end - 1;
            break;
        }
    }
    return found;
}

std::vector<PlaceIndex::Near> PlaceIndex::near_words(const Token& token) const {
    std::vector<Near> near;
    if (const auto same = word_ids_.find(token.exact); same != word_ids_.end())
        near.push_back({.word = same->second, .errors = 0, .likeness = 1});
    const auto letters = letters_of(form(token, Tier::loose));
    if (token.is_number() || letters.size() < common_beginning_min) return near;
    const auto present = letter_mask(letters);
    for (std::size_t at = 0; at < words_.size(); ++at) {
        const auto& word = words_[at];
        const auto id = static_cast<std::uint32_t>(at);
        if (word.is_number || word.exact == token.exact) continue;
        const int errors = may_be_near(letters, present, word.letters, word.mask)
                               ? edit_distance(letters, word.letters, errors_seen_max)
                               : unlike;
        const auto longest = std::max(letters.size(), word.letters.size());
        double likeness = likeness_of_beginnings(letters, word.letters);
        if (errors == 0) likeness = 1;
        if (errors == 1 && longest >= one_error_letters_min) likeness = std::max(likeness, 0.9);
        if (errors == 2 && longest >= two_errors_letters_min) likeness = std::max(likeness, 0.6);
        if (likeness > 0 || errors < unlike)
            near.push_back({.word = id, .errors = errors, .likeness = likeness});
    }
    return near;
}

PlaceIndex::Seen PlaceIndex::look_at(const PlaceReply& reply) const {
    Seen seen{.names = matches(whole_names_, reply.words, longest_ + 1),
              .municipalities = {},
              .covered = std::vector<bool>(reply.words.size()),
              .near = {}};
    const auto cover = [&](const Match& match) {
        for (auto at = match.first; at < match.end; ++at)
            seen.covered[at] = true;
    };
    std::for_each(seen.names.begin(), seen.names.end(), cover);
    for (const auto& match : matches(municipalities_, reply.words, longest_ + 1)) {
        const bool is_taken =
            std::any_of(seen.covered.begin() + static_cast<std::ptrdiff_t>(match.first),
                        seen.covered.begin() + static_cast<std::ptrdiff_t>(match.end),
                        [](bool covered) { return covered; });
        if (is_taken) continue;
        seen.municipalities.push_back(match);
        cover(match);
    }
    for (std::size_t at = 0; at < reply.words.size(); ++at) {
        if (reply.idle[at] && !seen.covered[at])
            seen.near.emplace_back();
        else
            seen.near.push_back(near_words(reply.words[at]));
    }
    return seen;
}

PlaceFound PlaceIndex::find(const PlaceReply& whole) const {
    const auto reply = beginning_of(whole);
    const auto seen = look_at(reply);
    if (!seen.names.empty()) return by_whole_names(reply, seen);
    const auto found = by_one_error(reply, seen);
    return found.kind == PlaceFound::Kind::sure ? found : likeliest(reply, seen);
}

/// The word may be part of a place's name; a number or a short word right behind a name may, too
/// (`Asema 3`).
bool PlaceIndex::may_name(const Seen& seen, const PlaceReply& reply, std::size_t at) {
    const auto& token = reply.words[at];
    const bool is_behind_name = at > 0 && seen.covered[at - 1];
    if (is_behind_name && (token.is_number() || letters_of(token.exact).size() < 3)) return true;
    return std::any_of(seen.near[at].begin(), seen.near[at].end(),
                       [](const Near& near) { return near.likeness > 0; });
}

PlaceFound PlaceIndex::by_whole_names(const PlaceReply& reply, const Seen& seen) const {
    auto places = *seen.names.front().places;
    for (const auto* list : {&seen.names, &seen.municipalities})
        for (const auto& match : *list)
            places = intersection(places, *match.places);
    if (places.empty()) {  // two places, or a place and another's municipality
        for (const auto& match : seen.names)
            for (const auto place : *match.places)
                insert_sorted(places, place);
        return unsure(places);
    }
    if (places.size() > 1) return unsure(places);
    bool is_bare = true;
    bool opens = true;
    for (std::size_t at = 0; at < reply.words.size(); ++at) {
        if (seen.covered[at] || reply.idle[at]) continue;
        is_bare = false;
        opens = opens && at > seen.names.front().first;
        if (may_name(seen, reply, at)) opens = false;
    }
    if (reply.is_doubtful || !opens) {
        auto found = likeliest(reply, seen);
        return found.kind == PlaceFound::Kind::nothing ? unsure(places) : found;
    }
    return {.kind = PlaceFound::Kind::sure,
            .places = {places.front()},
            .is_bare = is_bare,
            .is_whole = true};
}

PlaceFound PlaceIndex::by_one_error(const PlaceReply& reply, const Seen& seen) const {
    std::vector<std::size_t> said;
    for (std::size_t at = 0; at < reply.words.size(); ++at)
        if (!reply.idle[at]) said.push_back(at);
    if (reply.is_doubtful || said.empty()) return {};
    std::set<std::uint32_t> one_error;
    std::set<std::uint32_t>
        as_near;  // nearer than a second error: the resident may have meant these
    for (const auto& name : names_) {
        if (name.words.size() != said.size()) continue;
        int errors = 0;
        bool is_allowed = true;
        for (std::size_t i = 0; i < said.size() && errors <= errors_seen_max; ++i) {
            const auto& near = seen.near[said[i]];
            const auto same = std::find_if(near.begin(), near.end(), [&](const Near& one) {
                return one.word == name.words[i];
            });
            const int of_word = same == near.end() ? unlike : same->errors;
            errors += of_word;
            if (of_word > 0)
                is_allowed = is_allowed &&
                             is_allowed_error(letters_of(form(reply.words[said[i]], Tier::loose)),
                                              words_[name.words[i]].letters);
        }
        if (errors > errors_seen_max) continue;
        as_near.insert(name.place);
        if (errors <= 1 && is_allowed) one_error.insert(name.place);
    }
    if (one_error.size() != 1 || as_near.size() != 1) return {};
    return {.kind = PlaceFound::Kind::sure, .places = {*one_error.begin()}, .is_bare = true};
}

PlaceFound PlaceIndex::likeliest(const PlaceReply& reply, const Seen& seen) const {
    std::vector<double> scores(count_);
    std::vector<int> matched(count_);
    std::vector<double> of_word(count_);
    for (std::size_t at = 0; at < reply.words.size(); ++at) {
        std::fill(of_word.begin(), of_word.end(), 0.0);
        for (const auto& near : seen.near[at]) {
            const auto& word = words_[near.word];
            for (const auto place : word.places)
                of_word[place] = std::max(of_word[place], near.likeness * word.weight);
        }
        for (std::size_t place = 0; place < count_; ++place) {
            scores[place] += of_word[place];
            matched[place] += of_word[place] > 0 ? 1 : 0;
        }
    }
    std::vector<std::uint32_t> order;
    const auto best = count_ == 0 ? 0.0 : *std::max_element(scores.begin(), scores.end());
    for (std::uint32_t place = 0; place < count_; ++place)
        if (scores[place] > 0 && scores[place] >= best / 2) order.push_back(place);
    if (order.empty()) return {};
    const auto missing = [&](std::uint32_t place) {
        return static_cast<int>(name_sizes_[place]) - matched[place];
    };
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (std::abs(scores[a] - scores[b]) > 1e-9) return scores[a] > scores[b];
        return missing(a) < missing(b);
    });
    return unsure(order);
}

PlaceFound PlaceIndex::find_among(const PlaceReply& whole,
                                  const std::vector<std::size_t>& offered) const {
    const auto reply = beginning_of(whole);
    const auto found = find(reply);
    if (found.kind == PlaceFound::Kind::sure || reply.is_doubtful) return found;
    const auto seen = look_at(reply);
    std::vector<std::uint32_t> fitting;
    for (const auto place : offered) {
        const auto id = static_cast<std::uint32_t>(place);
        bool fits = false;
        for (std::size_t at = 0; at < reply.words.size(); ++at) {
            if (reply.idle[at] && !seen.covered[at]) continue;
            fits = std::any_of(seen.near[at].begin(), seen.near[at].end(), [&](const Near& near) {
                const auto& places = words_[near.word].places;
                return near.likeness > 0 && std::binary_search(places.begin(), places.end(), id);
            });
            if (!fits) break;
        }
        if (fits) fitting.push_back(id);
    }
    if (fitting.empty()) return found;
    if (fitting.size() > 1) return unsure(fitting);
    return {.kind = PlaceFound::Kind::sure, .places = {fitting.front()}, .is_bare = true};
}

}  // namespace dialogs
