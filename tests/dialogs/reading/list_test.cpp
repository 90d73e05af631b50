// `list: FILE.csv`: choices from a table beside the script, their translations, and what is told of
// broken ones.
#include "dialogs/authoring/locale_report.hpp"
#include "dialogs/authoring/po_template.hpp"
#include "dialogs/checking/check.hpp"
#include "dialogs/reading/read_script.hpp"
#include "tests/support/shipped_catalog.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace dialogs;

namespace {

using Files = std::map<std::string, std::string>;

const std::string head =
    "script: s\ntitle: T\nlanguages: [fi, sv]\nstream: event\nbasis: public-task\n";

/// The question takes the lines from 7 on.
std::string question(const std::string& type, const std::string& more = "  list: l.csv\n") {
    return head + "dialog:\n- ask: n\n  type: " + type + "\n  text: Hei\n" + more;
}

FindFile among(const Files& files) {
    return [files](const std::string& name) -> std::optional<SourceFile> {
        const auto found = files.find(name);
        return found == files.end() ? std::nullopt : std::optional(SourceFile{name, found->second});
    };
}

ReadScript read(const std::string& script, const Files& files) {
    return read_script({"s.yaml", script}, among(files), among(files));
}

std::string told(const std::vector<Diagnostic>& diagnostics) {
    std::string lines;
    for (const auto& one : diagnostics)
        lines += (lines.empty() ? "" : "\n") + to_line(one);
    return lines;
}

const Question& asked(const ReadScript& read) { return *read.script->question("n"); }

const std::string& label(const ReadScript& read, std::size_t option, const Language& language) {
    return asked(read).options.at(option).label.wordings.at(0).patterns.at(language);
}

const std::string projects = "id,text,text:sv\nbench,Penkit,Bänkar\nyard,Matin {piha},\n";

}  // namespace

TEST_CASE("a list gives the choices of every type that has them, in its order") {
    for (const std::string type : {"choice", "choices", "rank", "points"}) {
        CAPTURE(type);
        const auto script =
            read(question(type,
                          "  list: l.csv\n" + std::string(type == "points" ? "  total: 10\n" : "")),
                 {{"l.csv", projects}});
        REQUIRE(script.script);
        REQUIRE(asked(script).options.size() == 2);
        CHECK(asked(script).options[0].key == "bench");
        CHECK(label(script, 0, "fi") == "Penkit");
        CHECK(label(script, 0, "sv") == "Bänkar");
        CHECK(label(script, 1, "fi") == "Matin '{'piha'}'");
        const auto compiled = to_canonical_json(*script.script);
        CHECK(to_canonical_json(script_from_json(compiled)) == compiled);
    }
}

TEST_CASE("a list's choices are names of conditions, and its columns may be in any order") {
    const auto script = question("choice") + "- end:\n  when: n == 'yrad'\n";
    CHECK(told(read(script, {{"l.csv", "text,id\nPenkit,bench\nPiha,yard\n"}}).diagnostics) ==
          "s.yaml:12:14: error: `n` has no choice 'yrad'; did you mean `yard`? [unknown-choice]");
}

TEST_CASE("another text in the list is another version of the script") {
    const auto one = read(question("choice"), {{"l.csv", "id,text\na,Penkit\n"}});
    const auto other = read(question("choice"), {{"l.csv", "id,text\na,Pöydät\n"}});
    CHECK(one.script->version != other.script->version);
}

TEST_CASE("what a list has no column for is looked for in the PO file") {
    const std::string po =
        "msgctxt \"ask.n.list.yard\"\nmsgid \"Matin {piha}\"\nmsgstr \"Mattis {gård}\"\n";
    const auto script = read(question("choice"), {{"l.csv", projects}, {"sv/s.po", po}});
    REQUIRE(script.script);
    CHECK(label(script, 1, "sv") == "Mattis '{'gård'}'");
    CHECK(report_locales(script).languages[1].missing == 2);  // the title and the question

    SECTION("translators are shown what no column has") {
        std::string contexts;
        for (const auto& entry : po_template(script, "", "sv"))
            contexts += entry.context + ";";
        CHECK(contexts == ";title;ask.n.text;ask.n.list.yard;");
    }
    SECTION("a list without a language is told of once") {
        const auto bare =
            read(question("choice"), {{"l.csv", "id,text\na,Aa\nb,Bee\nc,Cee\n"}, {"sv/s.po", ""}});
        const auto lines = told(check(bare, tests::shipped_catalog()));
        CHECK(lines.find("l.csv:2:3: warning: 3 texts of this list are not translated into sv: "
                         "give the list a column "
                         "`text:sv`, or the PO file the texts [translation-missing]") !=
              std::string::npos);
        CHECK(lines.find("l.csv:3") == std::string::npos);
    }
}

TEST_CASE("a choice of a list that is a reserved word is told at its cell") {
    const auto script =
        read(question("choice"), {{"l.csv", "id,text,text:sv\na,Penkit,Bänkar\nb,Lopeta,Sluta\n"}});
    CHECK(told(check(script, tests::shipped_catalog()))
              .find("l.csv:3:3: error: `Lopeta` means stop") != std::string::npos);
}

TEST_CASE("every fault of a list is told at its file, line and column") {
    struct Broken {
        const char* name;
        std::string script;
        const char* list;
        const char* told;
    };
    const Broken cases[] = {
        {"no such file", question("choice", "  list: m.csv\n"), "",
         "s.yaml:10:9: error: there is no file `m.csv` beside the script [list-file]"},
        {"a way out of the folder", question("choice", "  list: ../l.csv\n"), "",
         "s.yaml:10:9: error: `list` is the name of a file beside the script, such as units.csv: "
         "letters a-z, digits, - "
         "and _ [list-file]"},
        {"both", question("choice", "  list: l.csv\n  choices: [a]\n"), "id,text\na,b\n",
         "s.yaml:10:3: error: a question has either its own `choices` or those of a `list` "
         "[wrong-key]"},
        {"a list of another type", question("nps"), "id,text\na,b\n",
         "s.yaml:10:3: error: `list` is no key of a question of the type `nps` [wrong-key]"},
        {"neither", question("choice", ""), "",
         "s.yaml:7:3: error: a question of the type `choice` needs the key `choices` "
         "[missing-key]"},
        {"an empty file", question("choice"), "",
         "l.csv:1:1: error: the file is empty: its first row names the columns [csv-empty]"},
        {"no rows", question("choice"), "id,text\n",
         "l.csv:1:1: error: the list has no rows [list-empty]"},
        {"a column misspelt", question("choice"), "id,txt\na,b\n",
         "l.csv:1:1: error: the column `text` is missing: the first row names the columns "
         "[list-column]\n"
         "l.csv:1:4: error: a list has no column `txt`; did you mean `text`? [list-column]"},
        {"a cell too many", question("choice"), "id,text\na,b,c\n",
         "l.csv:2:5: error: this row has 3 cells, the first row 2: put a text with a comma in it "
         "in double quotes "
         "[csv-columns]"},
        {"an id twice", question("choice"), "id,text\na,b\na,c\n",
         "l.csv:3:1: error: the id `a` stands in line 2 already [duplicate-name]"},
        {"a row without text", question("choice"), "id,text\na,\n",
         "l.csv:2:1: error: this row has no `text` [list-empty]"},
        {"an id that is an answer already", question("choice"), "id,text\nna,b\n",
         "l.csv:2:1: error: `na` is no id: answers of that name have a meaning already [bad-name]"},
        {"an id of the button that ends", question("choices"), "id,text\ndone,b\n",
         "s.yaml:10:9: error: `done` is no key for a choice: answers of that name have a meaning "
         "already [bad-name]"},
        {"a cost in words", question("choice"), "id,text,cost\na,b,paljon\n",
         "l.csv:2:5: error: a cost is a whole number of euros, such as 15000 [bad-value]"},
        {"more choices than there are", question("choices", "  list: l.csv\n  max: 3\n"),
         "id,text\na,b\nc,d\n",
         "s.yaml:11:8: error: `max` must be a whole number up to 2, for there are no more choices "
         "[bad-value]"},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.name) {
            CHECK(told(read(one.script, {{"l.csv", one.list}}).diagnostics) == one.told);
        }
    }
}
