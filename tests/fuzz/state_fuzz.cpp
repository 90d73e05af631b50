// Any text as a conversation's state: a refusal, or a state that is the same after its own JSON.
#include "tests/fuzz/fuzz.hpp"

#include "dialogs/conversation/conversation.hpp"
#include "dialogs/reading/read_script.hpp"

namespace {

const dialogs::Script& post_visit() {
    static const dialogs::Script script = [] {
        const auto path = KUULOLLA_SOURCE_DIR "/dialogs/scripts/post-visit.yaml";
        const auto nothing = [](const std::string&) { return std::optional<dialogs::SourceFile>(); };
        auto read = dialogs::read_script({"post-visit.yaml", fuzz::read_file(path)}, nothing, nothing);
        fuzz::require(read.script.has_value(), "the shipped script is good");
        return *std::move(read.script);
    }();
    return script;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto state = dialogs::state_from_json(fuzz::view(data, size), post_visit());
    if (!state) return 0;
    const auto again = dialogs::state_from_json(dialogs::to_state_json(*state), post_visit());
    fuzz::require(again && *again == *state, "a state reads back equal");
    return 0;
}
