#include "write/drawing/pdf_objects.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include "ptyger/error.hpp"

namespace ptyger::write {

std::size_t PdfObjects::add(std::string const& object) {
  objects_.push_back(object);
  return objects_.size();
}

std::size_t PdfObjects::add_stream(std::string const& entries, std::string_view bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string packed(size, '\0');
  int const status = compress(reinterpret_cast<Bytef*>(packed.data()), &size,
                              reinterpret_cast<Bytef const*>(bytes.data()), static_cast<uLong>(bytes.size()));
  if (status != Z_OK) throw CallError(fmt::format("compress() of zlib failed with status {}.", status));
  packed.resize(size);
  return add(fmt::format("<< {} /Length {} /Filter /FlateDecode >>\nstream\n", entries, packed.size()) + packed +
             "\nendstream");
}

std::string PdfObjects::file(std::size_t catalog) const {
  std::string text = "%PDF-1.5\n%\xE2\xE3\xCF\xD3\n";  // the second line marks the file as binary
  std::string places = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects_.size() + 1);
  for (std::size_t i = 0; i < objects_.size(); ++i) {
    places += fmt::format("{:010} 00000 n \n", text.size());
    text += fmt::format("{} 0 obj\n", i + 1) + objects_[i] + "\nendobj\n";
  }
  return text + places +
         fmt::format("trailer\n<< /Size {} /Root {} 0 R >>\nstartxref\n{}\n%%EOF\n", objects_.size() + 1, catalog,
                     text.size());
}

}  // namespace ptyger::write
