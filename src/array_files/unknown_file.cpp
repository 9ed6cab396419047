#include "array_files/unknown_file.hpp"

#include <fmt/format.h>

#include <array>

#include "array_files/table.hpp"
#include "ptyger/error.hpp"

namespace ptyger::array_files {
namespace {

/// The first bytes of a kind of file that is not read, what it is, and what to do.
struct Signature {
  std::string_view bytes;
  char const* kind;
  char const* remedy;
};

constexpr char const* take_raw_frames =
    "Pictures for the eye hold no counts. Give the frames as the detector wrote them.";
constexpr char const* unpack = "Unpack it, and give the files in it.";

constexpr std::array signatures{
    Signature{"\x89PNG", "a PNG picture", take_raw_frames},
    Signature{"\xFF\xD8\xFF", "a JPEG picture", take_raw_frames},
    Signature{"GIF8", "a GIF picture", take_raw_frames},
    Signature{"%PDF", "a PDF document", "Give the file of the frames."},
    Signature{"\x1F\x8B", "compressed by gzip", unpack},
    Signature{"BZh", "compressed by bzip2", unpack},
    Signature{"\x28\xB5\x2F\xFD", "compressed by zstd", unpack},
    Signature{"\xFD\x37zXZ", "compressed by xz", unpack},
    Signature{"CDF\1", "a netCDF file of the classic format", "Convert it: nccopy -k netCDF-4 FILE NEW.h5."},
    Signature{"\x0E\x03\x13\x01", "an HDF4 file", "Convert it: h4toh5 FILE NEW.h5."},
    Signature{"\x80\x04", "a Python pickle", "Save its arrays by numpy.savez."},
    Signature{"\x80\x05", "a Python pickle", "Save its arrays by numpy.savez."},
    Signature{std::string_view("\0\0\0\3", 4), "a DM3 file of Gatan", "Export it as HDF5 or NumPy arrays."},
    Signature{std::string_view("\0\0\0\4", 4), "a DM4 file of Gatan", "Export it as HDF5 or NumPy arrays."},
};

}  // namespace

void refuse_unknown(ByteFile const& file, std::string_view head) {
  for (auto const& [bytes, kind, remedy] : signatures)
    if (head.starts_with(bytes))
      throw InputError(fmt::format("{} is not an HDF5 file, but {}. {}", file.path(), kind, remedy));
  if (is_text(head))
    throw InputError(
        fmt::format("{} is not an HDF5 file, but text without a table of numbers. A table has at most one "
                    "line of names, then lines of as many numbers each; other lines begin with a #.",
                    file.path()));
  throw InputError(fmt::format(
      "{} is not an HDF5 file (its signature is missing), nor of another kind that is read (NumPy, MATLAB, TIFF, table "
      "of numbers, EMPAD with its XML, Merlin, blockfile). When it holds bare numbers, save them with their shape: "
      "numpy.save('scan.npy', numpy.fromfile(FILE, TYPE).reshape(FRAMES, ROWS, COLUMNS)).",
      file.path()));
}

}  // namespace ptyger::array_files
