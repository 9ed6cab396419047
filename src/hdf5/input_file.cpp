#include "hdf5/input_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <utility>
#include <vector>

#include "core/system_error.hpp"
#include "hdf5/decoder.hpp"
#include "hdf5/extents.hpp"
#include "hdf5/failure.hpp"
#include "hdf5/linked_files.hpp"
#include "hdf5/text.hpp"
#include "ptyger/error.hpp"

namespace ptyger::hdf5 {
namespace {

namespace fs = std::filesystem;

constexpr char const* external_prefix = "HDF5_EXT_PREFIX";

void require_readable(std::string const& path) {
  std::error_code error;
  auto const status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found)
    throw InputError(path + ": there is no such file. Check the name and the folder.");
  if (fs::is_directory(status)) throw InputError(path + " is a folder; give the name of an HDF5 file in it.");
  errno = 0;
  if (!std::ifstream(path)) throw InputError(path + " cannot be opened: " + core::last_system_error().message() + ".");
  if (fs::file_size(path, error) == 0)
    throw InputError(path + " is empty (0 bytes): writing or copying it failed. Copy it again.");
}

/// Whether a writer has marked the file as open, which also lasts after it has crashed. Only superblocks of version 3,
/// which HDF5 has since 1.10, have this mark: byte 11, bit 0.
bool is_marked_as_open(std::string const& path) {
  char head[12] = {};
  std::ifstream(path, std::ios::binary).read(head, sizeof(head));
  return head[8] >= 3 && (head[11] & 1) != 0;
}

FileHandle open_for_reading(std::string const& path) {
  silence();
  provide_decoders();
  require_readable(path);
  if (H5Fis_hdf5(path.c_str()) <= 0)
    throw InputError(path + " is not an HDF5 file (its signature is missing), so nothing can be read from it.");
  FileHandle handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT));
  if (handle) return handle;
  Cause const cause = last_cause();
  bool const is_marked = is_marked_as_open(path);
  // A writer may let others read along (SWMR).
  if (is_marked) handle = FileHandle(H5Fopen(path.c_str(), H5F_ACC_RDONLY | H5F_ACC_SWMR_READ, H5P_DEFAULT));
  if (handle) return handle;
  std::string const why = cause.message();
  if (cause.is_truncated)
    throw InputError(path + " is truncated: it is shorter than its own header says (" + why +
                     "). Copy it again, or wait until its writer has closed it.");
  if (cause.is_locked)
    throw InputError(path + " is locked (" + why +
                     "): another program writes it, or the file system has no locks; then set "
                     "HDF5_USE_FILE_LOCKING=FALSE.");
  if (is_marked)
    throw InputError(path +
                     " is marked as open for writing: its writer still runs, or has crashed. Wait until it has "
                     "closed the file; if no program writes it, remove the mark by `h5clear -s " +
                     path + "`.");
  throw InputError(path + " cannot be opened as HDF5: " + why + ". It is damaged or still being written.");
}

/// Paths of the groups that contain an object, then the path of the object: "/a", "/a/b", "/a/b/c" for "/a/b/c".
std::vector<std::string> path_prefixes(std::string const& name) {
  std::vector<std::string> paths;
  for (std::size_t end = name.find('/', 1); end != std::string::npos; end = name.find('/', end + 1))
    paths.push_back(name.substr(0, end));
  if (name != "/") paths.push_back(name);
  return paths;
}

/// Whether the last link of a path exists and leads to an object.
bool resolves(hid_t file, std::string const& step) {
  return H5Lexists(file, step.c_str(), H5P_DEFAULT) > 0 && H5Oexists_by_name(file, step.c_str(), H5P_DEFAULT) > 0;
}

struct LinkTarget {
  std::string file;  ///< empty: the file of the link
  std::string object;
};

/// Where a soft or external link leads; empty for a hard link.
std::optional<LinkTarget> link_target(hid_t file, std::string const& link) {
  H5L_info_t info;
  if (H5Lget_info(file, link.c_str(), &info, H5P_DEFAULT) < 0 || info.type == H5L_TYPE_HARD) return {};
  std::vector<char> value(info.u.val_size + 1, '\0');
  if (H5Lget_val(file, link.c_str(), value.data(), value.size(), H5P_DEFAULT) < 0) return {};
  if (info.type == H5L_TYPE_SOFT) return LinkTarget{"", value.data()};
  char const* target_file = nullptr;
  char const* target = nullptr;
  if (H5Lunpack_elink_val(value.data(), info.u.val_size, nullptr, &target_file, &target) < 0) return {};
  return LinkTarget{target_file, target};
}

/// Why the link `step` of a file leads to no object, and what to do.
std::string why_dangling(std::string const& step, LinkTarget const& target, std::string const& path) {
  auto const link = fmt::format("'{}' is a link to {}", step, target.object);
  if (target.file.empty()) return link + ", which is not there";
  auto const of_file = fmt::format("{} of the file {}", link, target.file);
  try {
    if (is_any_there(places_of_source(target.file, path, external_prefix)))
      return of_file + ", which has no such object; look for it in that file";
  } catch (InputError const& error) {
    return fmt::format("{}, which cannot be read: {}", of_file, error.what());
  }
  return fmt::format("{}, which is not there; keep linked files together, or set {} to their folder", of_file,
                     external_prefix);
}

/// The numbers of an attribute. InputError when it holds no numbers, or not exactly one although `one_number` is true.
std::vector<double> numbers_in(hid_t attribute, std::string const& where, bool one_number) {
  TypeHandle const type(check(H5Aget_type(attribute), "H5Aget_type", where));
  Kind const kind = kind_of(type.get());
  Shape const shape = extents(SpaceHandle(check(H5Aget_space(attribute), "H5Aget_space", where)).get());
  bool const numeric = kind != Kind::text && kind != Kind::complex && kind != Kind::other;
  if (!numeric || count(shape) == 0 || (one_number && count(shape) != 1))
    throw InputError(where + " has the shape " + to_string(shape) + " and the type " + name(kind) + ", but " +
                     (one_number ? "one number is" : "numbers are") + " needed.");
  std::vector<double> values(count(shape));
  check(H5Aread(attribute, H5T_NATIVE_DOUBLE, values.data()), "H5Aread", where);
  return values;
}

}  // namespace

InputFile::InputFile(std::string path) : path_(std::move(path)), handle_(open_for_reading(path_)) {}

InputFile::InputFile(std::string path, FileHandle handle) : path_(std::move(path)), handle_(std::move(handle)) {}

bool InputFile::exists(std::string const& name) const {
  auto const paths = path_prefixes(name);
  return std::all_of(paths.begin(), paths.end(), [&](auto const& step) { return resolves(handle_.get(), step); });
}

std::string InputFile::why_missing(std::string const& name) const {
  for (auto const& step : path_prefixes(name)) {
    if (resolves(handle_.get(), step)) continue;
    auto const target = link_target(handle_.get(), step);
    return target ? why_dangling(step, *target, path_) : fmt::format("there is no '{}'", step);
  }
  return "it is a group";
}

void InputFile::refuse_damaged_target(std::string const& name) const {
  for (auto const& step : path_prefixes(name)) {
    if (resolves(handle_.get(), step)) continue;
    auto const target = link_target(handle_.get(), step);
    if (target && !target->file.empty()) is_any_there(places_of_source(target->file, path_, external_prefix));
    return;
  }
}

bool InputFile::has_dataset(std::string const& name) const {
  if (!exists(name)) return false;
  H5O_info_t info;
  return H5Oget_info_by_name(handle_.get(), name.c_str(), &info, H5P_DEFAULT) >= 0 && info.type == H5O_TYPE_DATASET;
}

std::string InputFile::identity(std::string const& name) const {
  std::string const where = path_ + ": '" + name + "'";
  ObjectHandle const object(check(H5Oopen(handle_.get(), name.c_str(), H5P_DEFAULT), "H5Oopen", where));
  H5O_info_t info;
  check(H5Oget_info(object.get(), &info), "H5Oget_info", where);
  return fmt::format("{}:{}", canonical_path(file_of(object.get(), where)).string(), info.addr);
}

InputDataset InputFile::dataset(std::string const& name) const {
  if (!has_dataset(name))
    throw InputError(path_ + ": the dataset '" + name + "' is missing: " + why_missing(name) + ".");
  std::string where = path_ + ": dataset '" + name + "'";
  DatasetHandle handle(H5Dopen2(handle_.get(), name.c_str(), H5P_DEFAULT));
  if (!handle)
    throw InputError(where + " cannot be opened: " + last_cause().message() + ". The file is damaged; copy it again.");
  read_.insert(name);
  return {std::move(handle), std::move(where)};
}

std::vector<std::string> InputFile::members(std::string const& group) const {
  std::vector<std::string> names;
  H5O_info_t info;
  if (!exists(group) || H5Oget_info_by_name(handle_.get(), group.c_str(), &info, H5P_DEFAULT) < 0 ||
      info.type != H5O_TYPE_GROUP)
    return names;
  auto const collect = [](hid_t, char const* name, H5L_info_t const*, void* list) -> herr_t {
    static_cast<std::vector<std::string>*>(list)->emplace_back(name);
    return 0;
  };
  check(H5Literate_by_name(handle_.get(), group.c_str(), H5_INDEX_NAME, H5_ITER_INC, nullptr, collect, &names,
                           H5P_DEFAULT),
        "H5Literate_by_name", path_ + ": group '" + group + "'");
  return names;
}

std::vector<std::string> InputFile::attributes(std::string const& object) const {
  std::vector<std::string> names;
  if (!exists(object)) return names;
  auto const collect = [](hid_t, char const* name, H5A_info_t const*, void* list) -> herr_t {
    static_cast<std::vector<std::string>*>(list)->emplace_back(name);
    return 0;
  };
  hsize_t position = 0;
  check(H5Aiterate_by_name(handle_.get(), object.c_str(), H5_INDEX_NAME, H5_ITER_INC, &position, collect, &names,
                           H5P_DEFAULT),
        "H5Aiterate_by_name", path_ + ": '" + object + "'");
  return names;
}

AttributeHandle InputFile::open_attribute(std::string const& object, std::string const& attribute) const {
  if (!exists(object)) return {};
  if (H5Aexists_by_name(handle_.get(), object.c_str(), attribute.c_str(), H5P_DEFAULT) <= 0) return {};
  return AttributeHandle(
      check(H5Aopen_by_name(handle_.get(), object.c_str(), attribute.c_str(), H5P_DEFAULT, H5P_DEFAULT),
            "H5Aopen_by_name", path_ + ": attribute '" + attribute + "' of '" + object + "'"));
}

std::optional<std::vector<double>> InputFile::numbers_attribute(std::string const& object,
                                                                std::string const& attribute) const {
  AttributeHandle const handle = open_attribute(object, attribute);
  if (!handle) return {};
  return numbers_in(handle.get(), path_ + ": attribute '" + attribute + "' of '" + object + "'", false);
}

std::optional<double> InputFile::number_attribute(std::string const& object, std::string const& attribute) const {
  AttributeHandle const handle = open_attribute(object, attribute);
  if (!handle) return {};
  return numbers_in(handle.get(), path_ + ": attribute '" + attribute + "' of '" + object + "'", true).front();
}

std::optional<std::string> InputFile::text_attribute(std::string const& object, std::string const& attribute) const {
  AttributeHandle const handle = open_attribute(object, attribute);
  if (!handle) return {};
  std::string const where = path_ + ": attribute '" + attribute + "' of '" + object + "'";
  TypeHandle const type(check(H5Aget_type(handle.get()), "H5Aget_type", where));
  SpaceHandle const space(check(H5Aget_space(handle.get()), "H5Aget_space", where));
  if (H5Sget_simple_extent_npoints(space.get()) == 0) return {};  // h5py.Empty, or a list of no strings
  if (kind_of(type.get()) != Kind::text || count(extents(space.get())) != 1)
    throw InputError(where + " is not one string, but one is needed.");
  return read_text(type.get(), where, [&](hid_t memory, void* out) { return H5Aread(handle.get(), memory, out); });
}

bool is_hdf5(std::string const& path) {
  silence();
  return H5Fis_hdf5(path.c_str()) > 0;
}

}  // namespace ptyger::hdf5
