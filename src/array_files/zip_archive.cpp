#include "array_files/zip_archive.hpp"

#include <fmt/format.h>

#include <utility>

#include "ptyger/error.hpp"

namespace ptyger::array_files {
namespace {

zip_t* open_archive(std::string const& path) {
  int code = 0;
  zip_t* const archive = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (archive != nullptr) return archive;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string const why = zip_error_strerror(&error);
  zip_error_fini(&error);
  throw InputError(path + " is a damaged ZIP archive: " + why + ". Copy it again, or save it again.");
}

}  // namespace

ZipMember::ZipMember(zip_t* archive, std::uint64_t index, std::string where)
    : file_(zip_fopen_index(archive, index, 0), &zip_fclose), where_(std::move(where)) {
  if (!file_) throw InputError(where_ + " cannot be unpacked: " + zip_strerror(archive) + ". Save it by numpy.savez.");
}

std::string ZipMember::read(std::size_t most) {
  std::string bytes(most, '\0');
  std::size_t total = 0;
  while (total < most) {
    auto const got = zip_fread(file_.get(), bytes.data() + total, most - total);
    if (got < 0) throw InputError(where_ + " is damaged: " + zip_file_strerror(file_.get()) + ". Copy the file again.");
    if (got == 0) break;
    total += static_cast<std::size_t>(got);
  }
  bytes.resize(total);
  return bytes;
}

ZipArchive::ZipArchive(std::string const& path) : path_(path), archive_(open_archive(path), &zip_discard) {}

std::uint64_t ZipArchive::size() const {
  return static_cast<std::uint64_t>(zip_get_num_entries(archive_.get(), 0));
}

std::string ZipArchive::where(std::uint64_t index) const {
  char const* const name = zip_get_name(archive_.get(), index, 0);
  return fmt::format("{}: member '{}'", path_, name == nullptr ? "" : name);
}

ZipArchive::Entry ZipArchive::entry(std::uint64_t index) const {
  zip_stat_t stat;
  zip_stat_init(&stat);
  constexpr std::uint64_t most_compression = 1100;  // unpacked over packed bytes of deflate, the method of NumPy
  constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
  if (zip_stat_index(archive_.get(), index, 0, &stat) < 0 || (stat.valid & needed) != needed)
    throw InputError(where(index) + " is damaged. Copy the file again.");
  if (stat.size / most_compression > stat.comp_size)
    throw InputError(fmt::format("{} would have {} bytes, packed in {}, which cannot be. The file is damaged.",
                                 where(index), stat.size, stat.comp_size));
  return {stat.name, stat.size};
}

ZipMember ZipArchive::open(std::uint64_t index) const {
  return {archive_.get(), index, where(index)};
}

}  // namespace ptyger::array_files
