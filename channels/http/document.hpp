// A webhook's body opened for reading: one interface over JSON, forms, XML and plain text.
#pragma once

#include "channels/adapter.hpp"
#include "channels/charset.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace channels {

/// What a webhook's data is in.
enum class Content { json, form, query, multipart, xml, text };

/// A document of one or more elements (messages), each with fields.
class Document {
public:
    virtual ~Document() = default;
    [[nodiscard]] virtual std::size_t size() const = 0;
    /// The field's bytes as written; nullopt where the element has none. Numbers as they print.
    [[nodiscard]] virtual std::optional<std::string> field(std::size_t element,
                                                           std::string_view location) const = 0;
};

/// Null where the bytes are no such content. `list` says where the elements are: a JSON pointer
/// whose `*` is every element
/// (`/entry/*/messages`), an XPath; empty: the document is the one element. JSON and text are read
/// in `charset`, XML in the one it declares; fields of forms are bytes.
[[nodiscard]] std::unique_ptr<Document> open_document(const WebhookRequest& request,
                                                      Content content, Charset charset,
                                                      std::string_view list);

/// True where `location` can be looked for in that content: `/a/b` in JSON, an XPath in XML, a name
/// in forms.
[[nodiscard]] bool is_location(Content content, std::string_view location);

}  // namespace channels
