#include "dialogs/authoring/po_template.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace dialogs {

namespace {

/// `#: post-visit.yaml:20`; a name with a blank in it would be two names for gettext.
std::string reference_of(const Place& place) {
    auto name = place.file.substr(place.file.find_last_of("/\\") + 1);
    std::replace(name.begin(), name.end(), ' ', '_');
    return fmt::format("#: {}:{}", name, place.line);
}

bool is_accept(std::string_view context) { return context.find(".accept.") != std::string_view::npos; }

/// What a translator must know, and a translation tool shows beside the text.
std::vector<std::string> notes_of(const TranslatableText& text, const Script& script) {
    std::vector<std::string> notes;
    if (is_accept(text.context)) notes.emplace_back("#. words that residents may write instead, parted by |");
    for (const auto& [name, fact] : script.given) {
        if (text.source.find("{" + name) == std::string::npos) continue;
        const auto example = to_json(fact.example);
        notes.push_back(fmt::format("#. {{{}}}: {}", name,
                                    example.is_string() ? example.get<std::string>() : example.dump()));
    }
    return notes;
}

/// True where a list itself has the text in that language; in all of the script's, where none is named.
bool is_in_list(const TranslatableText& text, const Script& script, const Language& language) {
    const auto has = [&](const Language& one) {
        return std::find(text.listed.begin(), text.listed.end(), one) != text.listed.end();
    };
    return language.empty() ? std::all_of(script.languages.begin(), script.languages.end(), has) : has(language);
}

PoEntry header_of(const Script& script, const std::string& made_at) {
    PoEntry header;
    header.comments = {fmt::format("# The texts of the script {}, for translators.", script.id)};
    const std::pair<std::string_view, std::string_view> fields[] = {
        {"Project-Id-Version", script.id},
        {"PO-Revision-Date", made_at},
        {"Last-Translator", "nobody yet"},
        {"Language-Team", "none"},
        {"Language", script.source_language()},
        {"MIME-Version", "1.0"},
        {"Content-Type", "text/plain; charset=UTF-8"},
        {"Content-Transfer-Encoding", "8bit"},
    };
    for (const auto& [name, value] : fields) set_po_header_field(header, name, value);
    return header;
}

}  // namespace

std::vector<PoEntry> po_template(const ReadScript& read, const std::string& made_at, const Language& language) {
    const auto& script = *read.script;
    std::vector<PoEntry> entries{header_of(script, made_at)};
    std::map<std::string, std::size_t> known;  // by context and words
    for (const auto& text : read.texts) {
        if (text.source.empty() || is_in_list(text, script, language)) continue;
        const auto reference = reference_of(text.written.at(script.source_language()).place(0));
        const auto [found, is_new] = known.emplace(text.context + '\4' + text.source, entries.size());
        if (is_new) {
            auto& entry = entries.emplace_back();
            entry.context = text.context;
            entry.source = text.source;
            entry.comments = notes_of(text, script);
            entry.comments.push_back(reference);
        } else if (auto& comments = entries[found->second].comments;
                   std::find(comments.begin(), comments.end(), reference) == comments.end()) {
            comments.push_back(reference);
        }
    }
    return entries;
}

std::string po_header_field(const PoEntry& header, std::string_view name) {
    const std::string_view text = header.translation;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        const auto line = text.substr(begin, end - begin);
        begin = end + 1;
        if (!line.starts_with(name) || line.substr(name.size(), 1) != ":") continue;
        const auto value = line.find_first_not_of(' ', name.size() + 1);
        return value == std::string_view::npos ? "" : std::string(line.substr(value));
    }
    return {};
}

void set_po_header_field(PoEntry& header, std::string_view name, std::string_view value) {
    const auto line = fmt::format("{}: {}\n", name, value);
    auto& text = header.translation;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size() - 1) + 1;
        if (text.compare(begin, name.size() + 1, std::string(name) + ":") == 0) {
            text.replace(begin, end - begin, line);
            return;
        }
        begin = end;
    }
    if (!text.empty() && text.back() != '\n') text += '\n';
    text += line;
}

}  // namespace dialogs
