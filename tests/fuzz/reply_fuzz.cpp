// Any words as a reply to every type of question, in every shipped language: a value in range, or unclear.
#include "tests/fuzz/fuzz.hpp"

#include "dialogs/reading/utf8.hpp"
#include "dialogs/texts/catalog.hpp"
#include "dialogs/understanding/reserved_words.hpp"
#include "dialogs/understanding/understand.hpp"

#include <array>

using namespace dialogs;

namespace {

const Catalog& catalog() {
    static const Catalog shipped = [] {
        std::vector<LocaleFile> files;
        const std::filesystem::path root = KUULOLLA_SOURCE_DIR "/locales";
        for (const auto& file : std::filesystem::recursive_directory_iterator(root))
            if (file.path().extension() == ".yaml")
                files.push_back({file.path().lexically_relative(root).generic_string(), fuzz::read_file(file)});
        auto read = Catalog::read(files);
        fuzz::require(read.has_value(), "the shipped locales are good");
        return *std::move(read);
    }();
    return shipped;
}

constexpr std::array types{QuestionType::nps,    QuestionType::scale,  QuestionType::smiley, QuestionType::yes_no,
                           QuestionType::choice, QuestionType::number, QuestionType::text};

AnswerShape shape_of(std::uint8_t choice) {
    const auto& languages = catalog().languages();
    AnswerShape shape;
    shape.type = types[choice % types.size()];
    shape.language = languages[choice / types.size() % languages.size()];
    shape.languages = languages;
    shape.has_na = (choice & 1U) != 0;
    if (shape.type == QuestionType::scale) shape.min = 1, shape.max = 5;
    if (shape.type == QuestionType::choice)
        shape.values = {{"sms", 1, {"Tekstiviestillä"}, {"By text message"}, {}},
                        {"chat", 2, {"WhatsAppissa"}, {"On WhatsApp"}, {"wapissa"}}};
    return shape;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto shape = shape_of(data[0]);
    const auto reply = fuzz::view(data + 1, size - 1);
    if (first_invalid_utf8(reply)) return 0;  // adapters let none through
    const auto reading = understand(shape, reply, catalog());
    if (const auto* number = std::get_if<double>(&reading.value); number && shape.type == QuestionType::nps)
        fuzz::require(*number >= 0 && *number <= 10, "a value is in range");
    fuzz::require(!reading.comment || !first_invalid_utf8(*reading.comment), "a comment is UTF-8");
    const bool is_exact = is_exact_answer(shape, reply, catalog());
    fuzz::require(!is_exact || reading.kind == Reading::Kind::value, "an exact answer is understood");
    (void)find_command(reply, shape.language, OpenQuestion::text, false, catalog());
    (void)find_command(reply, shape.language, OpenQuestion::closed, true, catalog());
    return 0;
}
