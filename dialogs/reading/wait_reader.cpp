// `wait:` a span, a moment before or after a time, a condition; and what is said once it has come.
#include "dialogs/reading/key_table.hpp"
#include "dialogs/reading/script_parts.hpp"

namespace dialogs {

namespace {

class WaitReader {
public:
    WaitReader(ScriptParts& parts, const YamlNode& step, const std::string& path)
        : parts_(parts), step_(step), path_(path) {}

    Wait run() {
        static constexpr KeyRow<WaitReader> rows[] = {
            {"wait", &WaitReader::read_waited, Need::required},
            {"when", &WaitReader::read_nothing},
            {"within", &WaitReader::read_within},
            {"steps", &WaitReader::read_wait_steps},
        };
        read_keys(parts_.source, step_, std::span<const KeyRow<WaitReader>>(rows), *this, "a wait");
        return std::move(wait_);
    }

private:
    void read_nothing(const YamlEntry&) {}

    /// `3d`, `1d before NAME`, `20h after NAME`, `until CONDITION`.
    void read_waited(const YamlEntry& entry) {
        const auto text = parts_.source.word(entry);
        if (!text) return;
        constexpr std::string_view until = "until ";
        if (!text->starts_with(until)) return read_moment(entry, *text);
        wait_.kind = Wait::Kind::until;
        wait_.until =
            parts_.texts.condition_behind(entry.value, until.size(), Expression::Wanted::condition);
    }

    void read_moment(const YamlEntry& entry, const std::string& text) {
        const auto blank = text.find(' ');
        const auto span = span_written(std::string_view(text).substr(0, blank));
        const auto name_at = blank == std::string::npos ? blank : text.find_last_of(' ') + 1;
        const auto between =
            blank == std::string::npos ? std::string() : text.substr(blank, name_at - blank);
        const bool is_known = between.empty() || between == " before " || between == " after ";
        if (!span || !is_known)
            return parts_.source.error(entry.value, "bad-value",
                                       "a wait is written 3d, 1d before NAME, 20h after NAME or "
                                       "until CONDITION; at most 366d");
        wait_.span = *span;
        if (between.empty()) return;
        wait_.kind = between == " before " ? Wait::Kind::before : Wait::Kind::after;
        wait_.name = text.substr(name_at);
        const auto whole = parts_.source.placer(entry.value);
        parts_.names.check_later(wait_.name, {ValueType::date, ValueType::instant},
                                 "no date, and no time",
                                 [whole, name_at](std::size_t at) { return whole(name_at + at); });
    }

    void read_within(const YamlEntry& entry) {
        wait_.within = parts_.source.span(entry);
        if (wait_.kind != Wait::Kind::until)
            parts_.source.error(entry.key, "wrong-key",
                                "`within` belongs to `wait: until CONDITION`");
    }

    void read_wait_steps(const YamlEntry& entry) {
        wait_.steps = read_steps_inside(parts_, entry, path_);
    }

    ScriptParts& parts_;
    const YamlNode& step_;
    const std::string& path_;
    Wait wait_;
};

}  // namespace

Wait read_wait(ScriptParts& parts, const YamlNode& step, const std::string& path) {
    return WaitReader(parts, step, path).run();
}

}  // namespace dialogs
