#include "dialogs/reading/yaml_tree.hpp"

#include "dialogs/reading/scalar_places.hpp"
#include "dialogs/reading/utf8.hpp"
#include "dialogs/reading/yaml_builder.hpp"
#include "dialogs/reading/yaml_traps.hpp"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>

namespace dialogs {

namespace {

constexpr std::size_t tabs_told_max = 5;

/// The parser's own words, for what no trap explains.
std::string in_plain_words(const std::string& message) {
    if (message.find("end of map") != std::string::npos ||
        message.find("end of sequence") != std::string::npos) {
        return "this line does not belong to what stands above it: check the indentation and the "
               "quotes before it";
    }
    return fmt::format(
        "this is not YAML ({}): check the indentation and the quotes here and in the line before",
        message);
}

void explain(const YAML::Exception& error, std::string_view text, TreeBuilder& builder) {
    const auto traps = find_yaml_traps(text);
    for (const auto& trap : traps)
        builder.fault(trap.offset, trap.code, trap.text);
    if (!builder.faults.empty()) return;
    const auto at =
        error.mark.is_null() ? text.size() : static_cast<std::size_t>(std::max(error.mark.pos, 0));
    const bool is_depth = error.msg.find("depth") != std::string::npos;
    builder.fault(at, is_depth ? "yaml-depth" : "yaml-syntax", in_plain_words(error.msg));
}

void find_tabs(std::string_view text, TreeBuilder& builder) {
    std::size_t told = 0;
    for (auto at = text.find('\t'); at != std::string_view::npos && told < tabs_told_max; ++told) {
        builder.fault(at, "yaml-tab",
                      "a tab: YAML does not take them for indentation, and in a text they get "
                      "lost; write blanks");
        at = text.find('\t', std::min(text.find('\n', at), text.size()));
    }
}

/// Runs the parser; every exception of the library ends here.
void parse(const std::string& text, const std::string& file, TreeBuilder& builder, int levels) {
    // An unclosed quote at the end of the file is accepted by yaml-cpp, unless a document's end
    // follows.
    std::istringstream in(text + "\n...\n");
    try {
        YAML::Parser parser(in);
        if (!parser.HandleNextDocument(builder)) return;
        TreeBuilder next(text, file, levels);
        if (parser.HandleNextDocument(next)) {
            builder.fault(next.root.offset, "yaml-documents",
                          "a second document begins here: one file is one document");
        }
    } catch (const TooDeep& deep) {
        builder.fault(static_cast<std::size_t>(deep.mark.pos), "yaml-depth",
                      fmt::format("more than {} levels deep", levels));
    } catch (const YAML::Exception& error) {
        explain(error, text, builder);
    }
}

std::optional<Diagnostic> check_bytes(const std::string& file, std::string_view bytes,
                                      std::size_t bytes_max) {
    const auto fault = [&](std::size_t offset, const char* code, std::string text) {
        const auto [line, column] = LineIndex(bytes.substr(0, offset)).find(offset);
        return Diagnostic{Diagnostic::Severity::error, {file, line, column}, code, std::move(text)};
    };
    if (bytes.size() > bytes_max) {
        return fault(0, "yaml-size",
                     fmt::format("the file is longer than {} KiB", bytes_max / 1024));
    }
    if (const auto bad = first_invalid_utf8(bytes)) {
        return fault(*bad, "yaml-encoding",
                     "this is not UTF-8: save the file in the encoding UTF-8");
    }
    const auto control = std::find_if(bytes.begin(), bytes.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) < 0x20 && byte != '\n' && byte != '\r' &&
                byte != '\t') ||
               byte == 0x7F;
    });
    if (control == bytes.end()) return std::nullopt;
    return fault(static_cast<std::size_t>(control - bytes.begin()), "yaml-encoding",
                 "an invisible control character stands here: delete it, and save the file in the "
                 "encoding UTF-8");
}

std::string with_plain_line_ends(std::string_view bytes) {
    if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        if (bytes[at] == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n') continue;
        text += bytes[at] == '\r' ? '\n' : bytes[at];
    }
    return text;
}

bool earlier(const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
}

}  // namespace

const YamlEntry* YamlNode::find(std::string_view key) const {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const YamlEntry& entry) { return entry.key.value == key; });
    return found == entries.end() ? nullptr : &*found;
}

Result<YamlTree, std::vector<Diagnostic>> YamlTree::read(std::string file, std::string_view bytes,
                                                         YamlLimits limits) {
    if (auto fault = check_bytes(file, bytes, limits.bytes))
        return failure(std::vector{std::move(*fault)});
    YamlTree tree(std::move(file), with_plain_line_ends(bytes));
    TreeBuilder builder(tree.text_, tree.file_, limits.levels);
    find_tabs(tree.text_, builder);
    parse(tree.text_, tree.file_, builder, limits.levels);
    if (!builder.faults.empty()) {
        std::stable_sort(builder.faults.begin(), builder.faults.end(), earlier);
        return failure(std::move(builder.faults));
    }
    tree.root_ = std::move(builder.root);
    return tree;
}

Place YamlTree::place(const YamlNode& scalar, std::size_t code_point) const {
    const auto offset = source_offset(text_, scalar, code_point);
    const auto begin = text_.rfind('\n', offset == 0 ? std::string::npos : offset - 1);
    const auto line_begin = offset == 0 || begin == std::string::npos ? 0 : begin + 1;
    const auto before = std::string_view(text_).substr(0, offset);
    return {file_, static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
            static_cast<int>(count_code_points(before.substr(line_begin))) + 1};
}

bool YamlTree::has_comment_behind(const YamlNode& node) const {
    if (node.is_null()) return false;
    const auto end = source_offset(text_, node, count_code_points(node.value));
    const auto next = text_.find_first_not_of(' ', end);
    return next != std::string::npos && next > end && text_[next] == '#';
}

}  // namespace dialogs
