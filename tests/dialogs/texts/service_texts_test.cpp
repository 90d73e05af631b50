// The texts that the code asks for by name are those that locales are checked against.
#include "dialogs/texts/service_texts.hpp"

#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <filesystem>

namespace {

namespace fs = std::filesystem;

/// What a text's name is given to.
constexpr std::array<std::string_view, 8> calls{"tell_service(", "service_text(", "service_message(", "say(decision",
                                                ".text(",        "->text(",       "return tell(",     " tell(\""};

/// The literals of a call that begins there, without those of nested calls and lists: `say(d, on ? "a" : "b", {{"c"`.
std::vector<std::string> literals_of(std::string_view code) {
    std::vector<std::string> literals;
    int depth = 0;
    for (std::size_t at = code.find('('); at < code.size(); ++at) {
        const char sign = code[at];
        if (sign == '(' || sign == '{') ++depth;
        if ((sign == ')' || sign == '}') && --depth == 0) break;
        if (sign != '"') continue;
        const auto end = code.find('"', at + 1);
        const bool is_compared = code.substr(0, at).ends_with("== ");
        if (depth == 1 && !is_compared) literals.emplace_back(code.substr(at + 1, end - at - 1));
        at = end;
    }
    return literals;
}

bool is_known(const std::string& name) {
    const auto& texts = dialogs::known_texts();
    return std::any_of(texts.begin(), texts.end(), [&](const dialogs::KnownText& text) {
        return name.ends_with('_') ? text.name.starts_with(name) : text.name == name;
    });
}

}  // namespace

TEST_CASE("every text that the code asks for by name is in the list of known texts") {
    int asked = 0;
    for (const std::string folder : {"dialogs/conversation", "bot/turns"}) {
        for (const auto& entry : fs::directory_iterator(fs::path(KUULOLLA_SOURCE_DIR) / folder)) {
            if (entry.path().extension() != ".cpp") continue;
            const auto file = folder + "/" + entry.path().filename().string();
            const auto code = tests::source_file(file);
            for (const auto call : calls) {
                for (auto at = code.find(call); at != std::string::npos; at = code.find(call, at + 1)) {
                    for (const auto& name : literals_of(std::string_view(code).substr(at))) {
                        INFO(file << ": " << name);
                        CHECK(is_known(name));
                        ++asked;
                    }
                }
            }
        }
    }
    CHECK(asked > 40);
}
