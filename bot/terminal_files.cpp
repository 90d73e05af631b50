#include "bot/terminal_files.hpp"

#include "bot/sources.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <fstream>

namespace bot {

namespace fs = std::filesystem;

bool replace_file(const fs::path& file, const std::string& bytes) {
    std::error_code error;
    if (file.has_parent_path()) fs::create_directories(file.parent_path(), error);
    auto beside = file;
    beside += ".new";
    {
        std::ofstream out(beside, std::ios::binary | std::ios::trunc);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!out.flush()) error = std::make_error_code(std::errc::io_error);
    }
    if (!error) fs::rename(beside, file, error);
    if (error) fs::remove(beside, error);
    return read_file(file) == bytes;
}

std::string gettext_moment(dialogs::Instant moment) {
    const auto seconds = std::chrono::time_point_cast<std::chrono::seconds>(moment);
    return fmt::format("{:%Y-%m-%d %H:%M}+0000", fmt::gmtime(seconds.time_since_epoch().count()));
}

}  // namespace bot
