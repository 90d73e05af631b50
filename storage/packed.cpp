#include "storage/packed.hpp"

#include <charconv>
#include <cstdio>
#include <stdexcept>

namespace storage {
namespace {

class Packer {
  public:
    Packer& add(std::string_view field) {
        number(static_cast<std::int64_t>(field.size()));
        text_ += ':';
        text_ += field;
        return *this;
    }
    Packer& add(std::int64_t value) {
        char digits[20];
        const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        return add(std::string_view(digits, end));
    }
    Packer& add(Instant at) { return add(std::int64_t{at.time_since_epoch().count()}); }
    [[nodiscard]] std::string take() { return std::move(text_); }

  private:
    void number(std::int64_t value) {
        char digits[20];
        text_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    }
    std::string text_;
};

std::int64_t number_in(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        throw std::runtime_error("a packed number is damaged");
    return value;
}

class Unpacker {
  public:
    explicit Unpacker(std::string_view text) : rest_(text) {}
    [[nodiscard]] bool done() const { return rest_.empty(); }

    std::string_view field() {
        const auto colon = rest_.find(':');
        if (colon == std::string_view::npos) throw std::runtime_error("a packed field is damaged");
        const auto size = static_cast<std::size_t>(number_in(rest_.substr(0, colon)));
        rest_.remove_prefix(colon + 1);
        if (size > rest_.size()) throw std::runtime_error("a packed field is cut short");
        const auto value = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return value;
    }
    std::int64_t number() { return number_in(field()); }
    Instant instant() { return Instant(dialogs::Span(number())); }

  private:
    std::string_view rest_;
};

}  // namespace

std::string pack(const std::vector<Timer>& timers) {
    Packer packer;
    for (const auto& timer : timers)
        packer.add(timer.kind).add(timer.question).add(timer.due_at).add(timer.after_ms);
    return packer.take();
}

void unpack(std::string_view text, std::vector<Timer>& timers) {
    timers.clear();
    for (Unpacker in(text); !in.done();) {
        Timer timer;
        timer.kind = static_cast<int>(in.number());
        timer.question = static_cast<int>(in.number());
        timer.due_at = in.instant();
        timer.after_ms = in.number();
        timers.push_back(timer);
    }
}

std::string pack(const std::map<std::string, LatestAnswer>& latest) {
    Packer packer;
    for (const auto& [question, answer] : latest)
        packer.add(question).add(answer.number.value).add(answer.tally_value).add(answer.day).add(
            answer.language).add(answer.kind);
    return packer.take();
}

void unpack(std::string_view text, std::map<std::string, LatestAnswer>& latest) {
    latest.clear();
    for (Unpacker in(text); !in.done();) {
        auto& answer = latest[std::string(in.field())];
        answer.number = AnswerId{in.number()};
        answer.tally_value = in.field();
        answer.day = in.field();
        answer.language = in.field();
        answer.kind = in.field();
    }
}

std::string pack(const std::map<std::string, Instant>& instants) {
    Packer packer;
    for (const auto& [name, at] : instants) packer.add(name).add(at);
    return packer.take();
}

void unpack(std::string_view text, std::map<std::string, Instant>& instants) {
    instants.clear();
    for (Unpacker in(text); !in.done();) {
        auto& at = instants[std::string(in.field())];
        at = in.instant();
    }
}

std::string pack(const std::map<std::string, ConversationId>& conversations) {
    Packer packer;
    for (const auto& [name, id] : conversations) packer.add(name).add(id.value);
    return packer.take();
}

void unpack(std::string_view text, std::map<std::string, ConversationId>& conversations) {
    conversations.clear();
    for (Unpacker in(text); !in.done();) {
        auto& id = conversations[std::string(in.field())];
        id.value = in.number();
    }
}

std::string pack(const Date& date) {
    if (!date.ok()) return {};
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

void unpack(std::string_view text, Date& date) {
    date = {};
    if (text.empty()) return;
    if (text.size() != 10) throw std::runtime_error("a stored date is damaged");
    const auto part = [&](std::size_t from, std::size_t size) {
        return static_cast<int>(number_in(text.substr(from, size)));
    };
    date = std::chrono::year(part(0, 4)) / part(5, 2) / part(8, 2);
}

}  // namespace storage
