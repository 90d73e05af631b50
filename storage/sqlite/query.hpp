// A prepared statement whose values are bound and read in order, each C++ type in its one stored form.
#pragma once

#include "storage/packed.hpp"
#include "storage/rows.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

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

/// The rows one execution gives. Ends the execution when it goes: a statement left open would hold its snapshot.
class Cursor {
  public:
    explicit Cursor(SQLite::Statement& statement) : statement_(statement) {}
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;
    ~Cursor() { statement_.tryReset(); }

    /// To the next row; false where there is none.
    bool next() {
        column_ = 0;
        return statement_.executeStep();
    }

    /// Executes what gives no rows; how many were changed.
    int run() { return statement_.exec(); }

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
    SQLite::Column column() { return statement_.getColumn(column_++); }

    void read_one(std::string& value) { value = column().getString(); }
    void read_one(double& value) { value = column().getDouble(); }
    void read_one(Instant& value) { value = Instant(dialogs::Span(column().getInt64())); }
    void read_one(Date& value) { unpack(column().getString(), value); }
    template <class Tag>
    void read_one(Id<Tag>& value) {
        value.value = column().getInt64();
    }
    template <class Value>
    void read_one(std::optional<Value>& value) {
        if (statement_.isColumnNull(column_))
            ++column_, value.reset();
        else
            read_one(value.emplace());
    }
    template <class Value>
        requires(std::is_integral_v<Value> || std::is_enum_v<Value>)
    void read_one(Value& value) {
        value = static_cast<Value>(column().getInt64());
    }
    void read_one(const Blob<std::string>& value) { read_one(value.bytes); }
    template <class Container>
    void read_one(const Packed<Container>& value) {
        unpack(column().getString(), value.value);
    }

    SQLite::Statement& statement_;
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
    int run(const Values&... values) {
        return with(values...).run();
    }

  private:
    void bind(int index, const std::string& value) { statement_.bindNoCopy(index, value); }
    void bind(int index, double value) { statement_.bind(index, value); }
    void bind(int index, Instant value) {
        statement_.bind(index, static_cast<std::int64_t>(value.time_since_epoch().count()));
    }
    void bind(int index, const Date& value) { statement_.bind(index, pack(value)); }
    template <class Tag>
    void bind(int index, Id<Tag> value) {
        statement_.bind(index, value.value);
    }
    template <class Value>
    void bind(int index, const std::optional<Value>& value) {
        if (value)
            bind(index, *value);
        else
            statement_.bind(index);
    }
    template <class Value>
        requires(std::is_integral_v<Value> || std::is_enum_v<Value>)
    void bind(int index, Value value) {
        statement_.bind(index, static_cast<std::int64_t>(value));
    }
    void bind(int index, const Blob<const std::string>& value) {
        statement_.bindNoCopy(index, value.bytes.data(), static_cast<int>(value.bytes.size()));
    }
    template <class Container>
    void bind(int index, const Packed<Container>& value) {
        statement_.bind(index, pack(value.value));
    }

    SQLite::Statement statement_;
};

}  // namespace storage
