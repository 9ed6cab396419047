#pragma once

#include <hdf5.h>

#include <utility>

namespace ptyger::hdf5 {

/// Owns one HDF5 identifier; cannot be copied. The destructor closes it and never throws. For a file that was written,
/// call close() and check its value, because closing writes data.
template <auto Close>
class Handle {
 public:
  Handle() = default;
  explicit Handle(hid_t id) : id_(id) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  Handle(Handle const&) = delete;
  Handle& operator=(Handle const&) = delete;
  ~Handle() { close(); }

  hid_t get() const { return id_; }
  explicit operator bool() const { return id_ >= 0; }

  /// Closes the identifier; gives a negative value when HDF5 could not, for instance on a full disk.
  herr_t close() noexcept { return id_ < 0 ? 0 : Close(std::exchange(id_, H5I_INVALID_HID)); }

 private:
  hid_t id_ = H5I_INVALID_HID;
};

using FileHandle = Handle<&H5Fclose>;
using DatasetHandle = Handle<&H5Dclose>;
using SpaceHandle = Handle<&H5Sclose>;
using TypeHandle = Handle<&H5Tclose>;
using AttributeHandle = Handle<&H5Aclose>;
using ObjectHandle = Handle<&H5Oclose>;
using PropertyHandle = Handle<&H5Pclose>;

}  // namespace ptyger::hdf5
