#include "channels/http/xml_document.hpp"

#include <pugixml.hpp>

#include <vector>

namespace channels {
namespace {

class XmlDocument final : public Document {
public:
    /// False where the bytes are no XML.
    bool load(std::string_view bytes, std::string_view list) {
        if (!document_.load_buffer(bytes.data(), bytes.size())) return false;
        if (list.empty()) {
            elements_.push_back(document_);
            return true;
        }
        const pugi::xpath_query query(std::string(list).c_str());
        if (query.return_type() != pugi::xpath_type_node_set) return true;
        for (const auto& found : document_.select_nodes(query)) {
            if (found.node()) elements_.push_back(found.node());
        }
        return true;
    }

    [[nodiscard]] std::size_t size() const override { return elements_.size(); }

    [[nodiscard]] std::optional<std::string> field(std::size_t element,
                                                   std::string_view location) const override {
        const pugi::xpath_query query(std::string(location).c_str());
        const auto nodes = query.return_type() == pugi::xpath_type_node_set
                               ? elements_[element].select_nodes(query)
                               : pugi::xpath_node_set();
        if (query.return_type() == pugi::xpath_type_node_set && nodes.empty()) return std::nullopt;
        return query.evaluate_string(elements_[element]);
    }

private:
    pugi::xml_document document_;
    std::vector<pugi::xml_node> elements_;
};

}  // namespace

std::unique_ptr<Document> open_xml(std::string_view bytes, std::string_view list) {
    auto document = std::make_unique<XmlDocument>();
    if (!document->load(bytes, list)) return nullptr;
    return document;
}

bool is_xpath(std::string_view text) {
    try {
        return static_cast<bool>(pugi::xpath_query(std::string(text).c_str()));
    } catch (const pugi::xpath_exception&) {  // the one file that wraps a library which throws for
                                              // ordinary input
        return false;
    }
}

}  // namespace channels
