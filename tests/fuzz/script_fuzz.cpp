// Any bytes as a script: diagnostics or a script, never a crash; a script is the same after its canonical JSON.
#include "tests/fuzz/fuzz.hpp"

#include "dialogs/reading/read_script.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const dialogs::SourceFile file{"fuzz.yaml", std::string(fuzz::view(data, size))};
    const auto nothing = [](const std::string&) { return std::optional<dialogs::SourceFile>(); };
    const auto beside = [](const std::string& name) -> std::optional<dialogs::SourceFile> {
        if (name == "units.csv") return dialogs::SourceFile{name, "id,name,municipality\ntays,Tays,Tampere\n"};
        if (name == "items.csv") return dialogs::SourceFile{name, "id,text,cost,text:sv\na,Penkit,9,\n"};
        return std::nullopt;
    };
    const auto read = dialogs::read_script(file, beside, nothing);
    fuzz::require(read.script || dialogs::has_errors(read.diagnostics), "no script without an error");
    if (!read.script) return 0;
    const auto json = dialogs::to_canonical_json(*read.script);
    fuzz::require(json == dialogs::to_canonical_json(dialogs::script_from_json(json)), "JSON reads back equal");
    return 0;
}
