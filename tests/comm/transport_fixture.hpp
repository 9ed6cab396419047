#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <vector>

#include "comm/transport.hpp"
#include "device/copy.hpp"
#include "device/device_team.hpp"
#include "tests/comm/random_subdomains.hpp"

/// Fixture of the suite for all transports. The suite needs a type `Kind` for each transport:
///   Kind::Exec, Kind::Real, Kind::most_devices();
///   Kind(team, subdomains): makes the transports; .transports: [device], pointers to Transport<Exec, Real>.
/// All numbers are small integers, so that sums are exact in any order, unless a case says otherwise. A parameter
/// `call` is the number of an exchange in a test: the test values of another call are others.
namespace ptyger::test {

template <class Kind>
class TransportConformance : public testing::Test {
 protected:
  using Exec = typename Kind::Exec;
  using Real = typename Kind::Real;
  using Device = DeviceContext<Exec>;
  using Field = Array2<Exec, Complex<Real>>;
  using Vector = Array1<Exec, Real>;
  using Pixels = std::vector<std::complex<double>>;
  static constexpr int vector_size = 57;

  /// Calls body(device, transport) on the threads of all devices, for teams of 1, 2, ... devices and several
  /// partitions.
  template <class Body>
  void for_all(std::vector<core::Subdomain> (*partition)(int, unsigned), Body const& body) {
    for (int devices = 1; devices <= Kind::most_devices(); ++devices)
      for (unsigned seed = 0; seed < 4; ++seed) {
        SCOPED_TRACE(testing::Message() << devices << " devices, seed " << seed);
        subdomains_ = partition(devices, seed);
        device::DeviceTeam<Exec> team(devices, std::chrono::minutes(1));
        Kind kind(team, subdomains_);
        team.run([&](Device const& device) { body(device, *kind.transports[static_cast<std::size_t>(device.id)]); });
      }
  }

  [[nodiscard]] core::Subdomain const& subdomain(int device) const {
    return subdomains_[static_cast<std::size_t>(device)];
  }
  [[nodiscard]] int devices() const { return static_cast<int>(subdomains_.size()); }

  [[nodiscard]] Field make_field(Device const& device, int call) const {
    auto const& local = subdomain(device.id).local;
    auto const field = make_view<Field>(device, "field", local.rows, local.cols);
    fill(device, field, call);
    return field;
  }
  void fill(Device const& device, Field const& field, int call) const {
    auto const& local = subdomain(device.id).local;
    Pixels pixels;
    for (int r = 0; r < local.rows; ++r)
      for (int c = 0; c < local.cols; ++c) pixels.push_back(value(device.id, local.row + r, local.col + c, call));
    device::copy_to_device(device, pixels.data(), field);
  }
  [[nodiscard]] Vector make_vector(Device const& device, int call) const {
    std::vector<double> values;
    for (int place = 0; place < vector_size; ++place) values.push_back(value(device.id, place, call));
    auto const vector = make_view<Vector>(device, "vector", vector_size);
    device::copy_to_device(device, values.data(), vector);
    return vector;
  }

  /// Expected value of a pixel after reduce_to_owners(): the sum over all devices with the pixel in their local box.
  [[nodiscard]] std::complex<double> sum_over_devices(int row, int col, int call) const {
    std::complex<double> sum = 0;
    for (int device = 0; device < devices(); ++device)
      if (contains(subdomain(device).local, row, col)) sum += value(device, row, col, call);
    return sum;
  }
  void expect_reduced(Device const& device, Field const& field, int call) const {
    auto const& [local, updated, owned] = subdomain(device.id);
    expect_pixels(device, field, updated, [&](int row, int col) { return sum_over_devices(row, col, call); });
  }
  void expect_from_owners(Device const& device, Field const& field, int call) const {
    auto const& local = subdomain(device.id).local;
    expect_pixels(device, field, local,
                  [&](int row, int col) { return value(owner(subdomains_, row, col), row, col, call); });
  }
  void expect_summed(Device const& device, Vector const& vector, int call) const {
    std::vector<double> expected(vector_size, 0);
    for (int place = 0; place < vector_size; ++place)
      for (int other = 0; other < devices(); ++other)
        expected[static_cast<std::size_t>(place)] += value(other, place, call);
    std::vector<double> values(vector.size());
    device::copy_to_host(device, vector, values.data());
    EXPECT_EQ(values, expected) << "device " << device.id;
  }

  /// Payload bytes that a device sends in one reduction to the owners or broadcast from the owners.
  [[nodiscard]] std::int64_t halo_bytes(int device, bool to_owners) const {
    std::int64_t pixels = 0;
    for (int other = 0; other < devices(); ++other) {
      auto const& from = to_owners ? subdomain(device).local : subdomain(device).owned;
      auto const& to = to_owners ? subdomain(other).owned : subdomain(other).local;
      if (other != device) pixels += core::intersection(from, to).pixels();
    }
    return pixels * 2 * static_cast<std::int64_t>(sizeof(Real));
  }

  /// [device] number of values that a device gives to all_gather(); device 1 gives none.
  [[nodiscard]] std::vector<std::size_t> part_sizes(int call) const {
    std::vector<std::size_t> sizes;
    for (int device = 0; device < devices(); ++device)
      sizes.push_back(device == 1 ? 0 : static_cast<std::size_t>(3 + device * 5 + call));
    return sizes;
  }
  /// Numbers of every device after all_gather(): the parts of all devices, in order.
  [[nodiscard]] std::vector<double> all_parts(std::vector<std::size_t> const& sizes, int call) const {
    std::vector<double> values;
    for (int device = 0; device < devices(); ++device)
      for (std::size_t place = 0; place < sizes[static_cast<std::size_t>(device)]; ++place)
        values.push_back(value(device, static_cast<int>(place), call));
    return values;
  }
  /// Numbers of a device before all_gather(): its own part, and -1000 in the parts of all other devices.
  [[nodiscard]] std::vector<double> own_part(int device, std::vector<std::size_t> const& sizes, int call) const {
    auto values = all_parts(sizes, call);
    std::size_t place = 0;
    for (int other = 0; other < devices(); ++other)
      for (std::size_t i = 0; i < sizes[static_cast<std::size_t>(other)]; ++i, ++place)
        if (other != device) values[place] = -1000;
    return values;
  }
  /// Image of the whole object, [row][col][real], with `reals` real numbers a pixel.
  [[nodiscard]] std::vector<double> whole_image(int reals) const {
    return values_of({0, 0, object_rows, object_cols}, reals);
  }
  /// The owned box of a device in whole_image().
  [[nodiscard]] std::vector<double> owned_values(int device, int reals) const {
    return values_of(subdomain(device).owned, reals);
  }

  std::vector<core::Subdomain> subdomains_;

 private:
  [[nodiscard]] static std::vector<double> values_of(core::Box const& box, int reals) {
    std::vector<double> values;
    for (int row = box.row; row < box.row + box.rows; ++row)
      for (int col = box.col; col < box.col + box.cols; ++col)
        for (int real = 0; real < reals; ++real) values.push_back(1000 * row + 10 * col + real);
    return values;
  }

  /// Expects expected(row, col) at the pixels of a box of the object.
  template <class Expected>
  void expect_pixels(Device const& device, Field const& field, core::Box const& box, Expected const& expected) const {
    auto const& local = subdomain(device.id).local;
    Pixels pixels(field.size());
    device::copy_to_host(device, field, pixels.data());
    int wrong = 0;
    for (int row = box.row; row < box.row + box.rows; ++row)
      for (int col = box.col; col < box.col + box.cols; ++col) {
        auto const place = static_cast<std::size_t>((row - local.row) * local.cols + col - local.col);
        if (pixels[place] != expected(row, col)) ++wrong;
      }
    EXPECT_EQ(wrong, 0) << "pixels of device " << device.id;
  }
};

}  // namespace ptyger::test
