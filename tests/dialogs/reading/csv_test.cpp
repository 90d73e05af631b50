// Tables as spreadsheets save them, and what is told of broken ones.
#include "dialogs/reading/csv.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace dialogs;

/// The cells, parted by `|`, a line for each row; then what was told.
std::string read(std::string bytes) {
    std::vector<Diagnostic> faults;
    const auto table = read_csv({"l.csv", std::move(bytes)}, faults);
    std::string all;
    const auto add = [&](const std::vector<CsvCell>& row) {
        for (std::size_t i = 0; i < row.size(); ++i)
            all += (i == 0 ? "" : "|") + row[i].text;
        all += '\n';
    };
    if (faults.empty()) add(table.header);
    if (faults.empty())
        for (const auto& row : table.rows)
            add(row);
    for (const auto& fault : faults)
        all += to_line(fault) + '\n';
    return all;
}

}  // namespace

TEST_CASE("a table is read as spreadsheets save it") {
    CHECK(read("id,text\na,Penkit\nb,Piha\n") == "id|text\na|Penkit\nb|Piha\n");
    CHECK(read("id,text\r\na,Penkit\r\n") == "id|text\na|Penkit\n");
    CHECK(read("\xEF\xBB\xBFid,text\na,Penkit") == "id|text\na|Penkit\n");
    CHECK(read("id,text\na,\"Penkit, pöydät\"\n") == "id|text\na|Penkit, pöydät\n");
    CHECK(read("id,text\na,\"Sano \"\"hei\"\"\"\n") == "id|text\na|Sano \"hei\"\n");
    CHECK(read("id,text\na,\"kaksi\nriviä\"\nb,x\n") == "id|text\na|kaksi\nriviä\nb|x\n");
    CHECK(read("id , text\n a ,  Penkit \n") == "id|text\na|Penkit\n");
    CHECK(read("id,text\n\na,\n,\nb,\"\"\n") == "id|text\na|\nb|\n");
    CHECK(read("id,text\na,O'Hara\n") == "id|text\na|O'Hara\n");
}

TEST_CASE("a broken table is told at its character, with the cure") {
    CHECK(read("") ==
          "l.csv:1:1: error: the file is empty: its first row names the columns [csv-empty]\n");
    CHECK(read("id;text\na;b\n") ==
          "l.csv:1:1: error: the columns are parted by semicolons: save the table with commas "
          "[csv-semicolon]\n");
    CHECK(read("id,text\na,Pöytä, tuoli\n") ==
          "l.csv:2:9: error: this row has 3 cells, the first row 2: put a text with a comma in it "
          "in double quotes "
          "[csv-columns]\n");
    CHECK(read("id,text,cost\na,Penkit\n") ==
          "l.csv:2:3: error: this row has 2 cells, the first row 3: write a comma for each empty "
          "cell "
          "[csv-columns]\n");
    CHECK(read("id,,text\na,b,c\n") ==
          "l.csv:1:4: error: a column without a name: name it, or take it away [csv-columns]\n");
    CHECK(read("id,text,id\na,b,c\n") ==
          "l.csv:1:9: error: the column `id` stands here twice [csv-columns]\n");
    CHECK(read("id,text\na,\"Penkit\nb,Piha\n") ==
          "l.csv:2:3: error: this quote is never closed: end the cell with a double quote "
          "[csv-quote]\n");
    CHECK(read("id,text\na,Sano \"hei\"\n").find("l.csv:2:8: error: a quote in the middle: ") == 0);
    CHECK(read("id,text\na,\"Sano\" hei\n")
              .find("l.csv:2:10: error: text behind a closing quote: ") == 0);
    CHECK(read("id,text\na,\xE4yskäri\n") ==
          "l.csv:2:3: error: this is not UTF-8: save the table as \"CSV UTF-8\" [csv-encoding]\n");
    CHECK(read("id\ttext\na\tb\n") ==
          "l.csv:1:3: error: a tab: save the table as CSV, parted by commas [csv-encoding]\n");
    CHECK(read("id,text\na," + std::string(1'001, 'x') + "\n") ==
          "l.csv:2:3: error: this cell has more than 1000 characters: shorten it [csv-limit]\n");
}

TEST_CASE("a table has limits") {
    std::string rows = "id,text\n";
    for (int i = 0; i < 2'001; ++i)
        rows += "a,b\n";
    CHECK(read(rows) ==
          "l.csv:2002:1: error: more than 2000 rows: part the list into several [csv-limit]\n");
    CHECK(read(std::string(csv_bytes_max + 1, 'a')) ==
          "l.csv:1:1: error: the file is larger than 256 KiB: part it into several lists "
          "[csv-limit]\n");
}
