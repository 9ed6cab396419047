#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ptyger::write {

/// The numbered objects of a PDF file.
class PdfObjects {
 public:
  /// Adds an object, such as "<< /Type /Page >>"; returns its number. Numbers begin with 1.
  std::size_t add(std::string const& object);

  /// Adds a compressed stream; entries: further entries of its dictionary. Throws CallError when zlib fails.
  std::size_t add_stream(std::string const& entries, std::string_view bytes);

  /// The file: header, objects, the table of their places, trailer. catalog: number of the object that is the root.
  [[nodiscard]] std::string file(std::size_t catalog) const;

 private:
  std::vector<std::string> objects_;
};

}  // namespace ptyger::write
