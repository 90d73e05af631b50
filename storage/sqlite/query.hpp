// A prepared statement whose values are bound and read in order, each C++ type in its one stored form.
#pragma once

#include "storage/packed.hpp"
#include "storage/rows.hpp"

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

struct sqlite3_stmt;

namespace storage {

/// Bytes that are no text. Refers to a string.
template <class String>
struct Blob {
    String& bytes;
};
template <class String>
Blob(String&) -> Blob<String>;

/// A list or map stored as one text, see packed.hpp. Refers to it.
template <class Container>
struct Packed {
    Container& value;
};
template <class Container>
Packed(Container&) -> Packed<Container>;

/// One prepared statement of SQLite. Errors are thrown as SQLite::Exception. (SQLiteCpp's own statement shares its
/// handle's ownership with every column that is read, which at some eighty columns a turn was a tenth of the turn.)
class Statement {
  public:
    Statement(SQLite::Database& database, const std::string& sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    void bind_null(int index);
    void bind_integer(int index, std::int64_t value);
    void bind_real(int index, double value);
    /// Refers to the bytes until they are bound anew.
    void bind_text(int index, std::string_view value);
    void bind_blob(int index, std::string_view value);
    void bind_copy(int index, std::string_view value);

    /// True: there is a row.
    bool step();
    void reset() noexcept;

    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    /// Of a text or a blob; good until the next step.
    [[nodiscard]] std::string_view bytes(int column) const;

  private:
    void check(int code) const;

    sqlite3* database_;
    sqlite3_stmt* statement_ = nullptr;
};

/// The rows one execution gives. Ends the execution when it goes: a statement left open would hold its snapshot.
class Cursor {
  public:
    explicit Cursor(Statement& statement) : statement_(statement) {}
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;
    ~Cursor() { statement_.reset(); }

    /// To the next row; false where there is none.
    bool next() {
        column_ = 0;
        return statement_.step();
    }

    /// Executes what gives no rows.
    void run() { statement_.step(); }

    /// Reads the row's next columns.
    template <class... Values>
    void read(Values&&... values) {
        (read_one(values), ...);
    }
    template <class Value>
    [[nodiscard]] Value get() {
        Value value{};
        read_one(value);
        return value;
    }

  private:
    std::int64_t integer() { return statement_.integer(column_++); }
    std::string_view bytes() { return statement_.bytes(column_++); }

    void read_one(std::string& value) { value = bytes(); }
    void read_one(double& value) { value = statement_.real(column_++); }
    void read_one(Instant& value) { value = Instant(dialogs::Span(integer())); }
    void read_one(Date& value) { unpack(bytes(), value); }
    template <class Tag>
    void read_one(Id<Tag>& value) {
        value.value = integer();
    }
    template <class Value>
    void read_one(std::optional<Value>& value) {
        if (statement_.is_null(column_))
            ++column_, value.reset();
        else
            read_one(value.emplace());
    }
    template <class Value>
        requires(std::is_integral_v<Value> || std::is_enum_v<Value>)
    void read_one(Value& value) {
        value = static_cast<Value>(integer());
    }
    void read_one(const Blob<std::string>& value) { read_one(value.bytes); }
    template <class Container>
    void read_one(const Packed<Container>& value) {
        unpack(bytes(), value.value);
    }

    Statement& statement_;
    int column_ = 0;
};

/// Prepared once, executed often. What is bound must stay until the cursor goes.
class Query {
  public:
    Query(SQLite::Database& database, const std::string& sql) : statement_(database, sql) {}

    /// Binds all parameters, in order.
    template <class... Values>
    [[nodiscard]] Cursor with(const Values&... values) {
        int index = 0;
        (bind(++index, values), ...);
        return Cursor(statement_);
    }
    template <class... Values>
    void run(const Values&... values) {
        with(values...).run();
    }

  private:
    void bind(int index, const std::string& value) { statement_.bind_text(index, value); }
    void bind(int index, double value) { statement_.bind_real(index, value); }
    void bind(int index, Instant value) {
        statement_.bind_integer(index, value.time_since_epoch().count());
    }
    void bind(int index, const Date& value) { statement_.bind_copy(index, pack(value)); }
    template <class Tag>
    void bind(int index, Id<Tag> value) {
        statement_.bind_integer(index, value.value);
    }
    template <class Value>
    void bind(int index, const std::optional<Value>& value) {
        if (value)
            bind(index, *value);
        else
            statement_.bind_null(index);
    }
    template <class Value>
        requires(std::is_integral_v<Value> || std::is_enum_v<Value>)
    void bind(int index, Value value) {
        statement_.bind_integer(index, static_cast<std::int64_t>(value));
    }
    void bind(int index, const Blob<const std::string>& value) {
        statement_.bind_blob(index, value.bytes);
    }
    template <class Container>
    void bind(int index, const Packed<Container>& value) {
        statement_.bind_copy(index, pack(value.value));
    }

    Statement statement_;
};

}  // namespace storage
