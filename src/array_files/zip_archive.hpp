#pragma once

#include <zip.h>

#include <cstdint>
#include <memory>
#include <string>

namespace ptyger::array_files {

/// One member of an archive, read from its beginning to its end.
class ZipMember {
 public:
  /// `where`: archive and member, for messages. InputError when it is encrypted or compressed by an unknown method.
  ZipMember(zip_t* archive, std::uint64_t index, std::string where);

  /// The next bytes, at most this many; fewer at the end. InputError when the member is damaged.
  std::string read(std::size_t most);

 private:
  std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file_;
  std::string where_;
};

/// A ZIP archive.
class ZipArchive {
 public:
  /// InputError when the archive is damaged.
  explicit ZipArchive(std::string const& path);

  /// Name and size of a member.
  struct Entry {
    std::string name;
    std::uint64_t bytes = 0;  ///< size when it is unpacked
  };

  std::uint64_t size() const;
  /// InputError when the archive is damaged, or states that a member is far larger than its compressed bytes can be.
  Entry entry(std::uint64_t index) const;
  /// The member from its beginning.
  ZipMember open(std::uint64_t index) const;

 private:
  std::string where(std::uint64_t index) const;

  std::string path_;
  std::unique_ptr<zip_t, decltype(&zip_discard)> archive_;
};

}  // namespace ptyger::array_files
