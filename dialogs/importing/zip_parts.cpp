#include "dialogs/importing/zip_parts.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <memory>

namespace dialogs {

namespace {

using Parts = std::map<std::string, std::string>;

constexpr std::size_t small_part = 1024 * 1024;  // what packs well and is small does no harm

struct CloseArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;

bool is_wanted(std::string_view name) { return name.ends_with(".xml") || name.ends_with(".rels"); }

Archive open_archive(std::string_view bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source == nullptr) return nullptr;
    zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (archive == nullptr) zip_source_free(source);
    zip_error_fini(&error);
    return Archive(archive);
}

/// Reads no further than was promised, whatever the archive unpacks to.
Result<std::string, std::string> unpack(zip_t* archive, zip_uint64_t index, std::size_t size,
                                        const std::string& name) {
    const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive, index, 0));
    std::string bytes(size, '\0');
    const auto count = file ? zip_fread(file.get(), bytes.data(), size) : -1;
    char more = 0;
    const bool is_whole = count == static_cast<zip_int64_t>(size) && zip_fread(file.get(), &more, 1) == 0;
    if (!is_whole) return failure(fmt::format("the part {} of the file cannot be unpacked: it is damaged", name));
    return bytes;
}

}  // namespace

Result<Parts, std::string> unpack_xml_parts(std::string_view bytes, const WorkbookLimits& limits) {
    if (bytes.size() > limits.file_bytes)
        return failure(fmt::format("the file is larger than {} MiB", limits.file_bytes / 1024 / 1024));
    const auto archive = open_archive(bytes);
    if (!archive) return failure(std::string("this is no .xlsx file: save the form as an Excel workbook (.xlsx)"));
    const auto count = zip_get_num_entries(archive.get(), 0);
    if (count < 0 || static_cast<std::size_t>(count) > limits.parts)
        return failure(fmt::format("the file has more than {} parts", limits.parts));
    Parts parts;
    std::size_t all = 0;
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        zip_stat_t info;
        zip_stat_init(&info);
        if (zip_stat_index(archive.get(), i, 0, &info) != 0 || info.name == nullptr) continue;
        const std::string name = info.name;
        if (!is_wanted(name)) continue;
        const auto size = static_cast<std::size_t>(info.size);
        const auto packed = std::max<std::size_t>(static_cast<std::size_t>(info.comp_size), 1);
        all += size;
        if (size > limits.part_bytes || all > limits.all_bytes || (size > small_part && size / packed > limits.ratio))
            return failure(fmt::format("the part {} of the file unpacks to more than a form ever has", name));
        auto part = unpack(archive.get(), i, size, name);
        if (!part) return failure(part.error());
        parts.insert_or_assign(name, std::move(*part));
    }
    return parts;
}

}  // namespace dialogs
