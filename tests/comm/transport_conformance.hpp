#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <vector>

#include "comm/transport.hpp"
#include "device/copy.hpp"
#include "device/device_team.hpp"
#include "ptyger/error.hpp"
#include "tests/comm/random_territories.hpp"

/// One suite for all transports. What it needs of each, a type `Kind`:
///   Kind::Exec, Kind::Real, Kind::most_devices();
///   Kind(team, territories): makes the transports; .transports: [device], pointers to Transport<Exec, Real>.
/// All numbers are small integers, so that sums are exact in any order, unless a case says otherwise.
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

  /// Calls body(device, transport) on the threads of all devices of a team, for teams of 1, 2, ... and many partitions.
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

  /// Naive: the pixel of the whole object after a gather.
  [[nodiscard]] std::complex<double> gathered(int row, int col, int call) const {
    std::complex<double> sum = 0;
    for (int device = 0; device < devices(); ++device)
      if (contains(subdomain(device).local, row, col)) sum += value(device, row, col, call);
    return sum;
  }
  void expect_gathered(Device const& device, Field const& field, int call) const {
    auto const& [local, updated, owned] = subdomain(device.id);
    check(device, field, updated, [&](int row, int col) { return gathered(row, col, call); });
  }
  void expect_scattered(Device const& device, Field const& field, int call) const {
    auto const& local = subdomain(device.id).local;
    check(device, field, local, [&](int row, int col) { return value(owner(subdomains_, row, col), row, col, call); });
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

  /// Payload that a device sends in one gather or scatter, bytes.
  [[nodiscard]] std::int64_t halo_bytes(int device, bool gather) const {
    std::int64_t pixels = 0;
    for (int other = 0; other < devices(); ++other) {
      auto const& from = gather ? subdomain(device).local : subdomain(device).owned;
      auto const& to = gather ? subdomain(other).owned : subdomain(other).local;
      if (other != device) pixels += core::intersection(from, to).pixels();
    }
    return pixels * 2 * static_cast<std::int64_t>(sizeof(Real));
  }

  std::vector<core::Subdomain> subdomains_;

 private:
  template <class Expected>
  void check(Device const& device, Field const& field, core::Box const& where, Expected const& expected) const {
    auto const& local = subdomain(device.id).local;
    Pixels pixels(field.size());
    device::copy_to_host(device, field, pixels.data());
    int wrong = 0;
    for (int row = where.row; row < where.row + where.rows; ++row)
      for (int col = where.col; col < where.col + where.cols; ++col) {
        auto const place = static_cast<std::size_t>((row - local.row) * local.cols + col - local.col);
        if (pixels[place] != expected(row, col)) ++wrong;
      }
    EXPECT_EQ(wrong, 0) << "pixels of device " << device.id;
  }
};

TYPED_TEST_SUITE_P(TransportConformance);

TYPED_TEST_P(TransportConformance, CollectsWhatAllHoldOfTheCore) {
  this->for_all(random_territories, [this](auto const& device, auto& transport) {
    auto const field = this->make_field(device, 0);
    auto const vector = this->make_vector(device, 0);
    transport.reduce_to_owners(field, vector);
    this->expect_gathered(device, field, 0);
    this->expect_summed(device, vector, 0);
  });
}

TYPED_TEST_P(TransportConformance, ScattersFromTheOwner) {
  this->for_all(random_territories, [this](auto const& device, auto& transport) {
    auto const field = this->make_field(device, 1);
    transport.broadcast_from_owners(field);
    this->expect_scattered(device, field, 1);
    (void)transport.broadcast(0);  // until then others may read what this device lent
  });
}

TYPED_TEST_P(TransportConformance, ReplicatedObjectIsSummedWhole) {
  this->for_all(replicated_territories, [this](auto const& device, auto& transport) {
    auto const field = this->make_field(device, 2);
    auto const vector = this->make_vector(device, 2);
    transport.reduce_to_owners(field, vector);
    this->expect_gathered(device, field, 2);
    this->expect_summed(device, vector, 2);
    transport.broadcast_from_owners(field);
    this->expect_gathered(device, field, 2);
  });
}

TYPED_TEST_P(TransportConformance, SumsAreTheSameBitsEverywhere) {
  std::mutex mutex;
  std::set<std::vector<double>> results;
  this->for_all(random_territories, [&](auto const& device, auto& transport) {
    std::mt19937 random(static_cast<unsigned>(device.id));
    std::vector<double> values(TestFixture::vector_size);
    for (auto& value : values) value = std::normal_distribution(0.0, 1e3)(random);
    auto const vector = this->make_vector(device, 0);
    device::copy_to_device(device, values.data(), vector);
    transport.sum(vector);
    device::copy_to_host(device, vector, values.data());
    std::scoped_lock const lock(mutex);
    results.insert(values);
  });
  // One result for each number of devices.
  EXPECT_EQ(results.size(), static_cast<std::size_t>(TypeParam::most_devices()));
}

TYPED_TEST_P(TransportConformance, ReducesScalarsAndDecides) {
  this->for_all(random_territories, [this](auto const& device, auto& transport) {
    int const n = this->devices();
    std::array<double, 2> sums = {1.0 + device.id, 1};
    std::array<double, 2> maxima = {static_cast<double>(device.id), -static_cast<double>(device.id)};
    transport.reduce(sums, maxima);
    EXPECT_THAT(sums, testing::ElementsAre(n * (n + 1) / 2, n));
    EXPECT_THAT(maxima, testing::ElementsAre(n - 1, 0));
    EXPECT_EQ(transport.broadcast(10.0 + device.id), 10);
  });
}

TYPED_TEST_P(TransportConformance, CallsInSequenceDoNotDisturbEachOther) {
  this->for_all(random_territories, [this](auto const& device, auto& transport) {
    auto const field = this->make_field(device, 0);
    for (int call = 0; call < 12; ++call) {
      this->fill(device, field, call);
      auto const vector = this->make_vector(device, call);
      transport.reduce_to_owners(field, vector);
      this->expect_gathered(device, field, call);
      this->expect_summed(device, vector, call);
      EXPECT_EQ(transport.broadcast(device.id + call), call);
      auto const direction = this->make_field(device, call + 1);
      transport.broadcast_from_owners(direction);
      this->expect_scattered(device, direction, call + 1);
      auto const alone = this->make_vector(device, call + 2);
      transport.sum(alone);
      this->expect_summed(device, alone, call + 2);
    }
  });
}

TYPED_TEST_P(TransportConformance, TrafficIsWhatTheBoxesSay) {
  this->for_all(random_territories, [this](auto const& device, auto& transport) {
    auto const field = this->make_field(device, 0);
    auto const vector = this->make_vector(device, 0);
    for (int i = 0; i < 3; ++i) transport.reduce_to_owners(field, vector);
    for (int i = 0; i < 2; ++i) transport.broadcast_from_owners(field);
    double two[2] = {1, 2};
    transport.reduce(two);
    (void)transport.broadcast(0);  // all have counted what they fetched
    auto const traffic = transport.traffic();
    EXPECT_EQ(traffic.gathered, 3 * this->halo_bytes(device.id, true)) << "device " << device.id;
    EXPECT_EQ(traffic.scattered, 2 * this->halo_bytes(device.id, false)) << "device " << device.id;
    if (this->devices() == 1) return;  // none counts nothing
    EXPECT_EQ(traffic.summed, 3 * TestFixture::vector_size * static_cast<int>(sizeof(typename TypeParam::Real)));
    EXPECT_EQ(traffic.scalars, 16);
    EXPECT_EQ(traffic.reductions, 1);
  });
}

TYPED_TEST_P(TransportConformance, TrafficOfAReplicatedObjectIsTheObject) {
  this->for_all(replicated_territories, [this](auto const& device, auto& transport) {
    auto const field = this->make_field(device, 0);
    auto const vector = this->make_vector(device, 0);
    transport.reduce_to_owners(field, vector);
    transport.broadcast_from_owners(field);
    (void)transport.broadcast(0);
    if (this->devices() == 1) return;
    auto const traffic = transport.traffic();
    EXPECT_EQ(traffic.gathered, object_rows * object_cols * 2 * static_cast<int>(sizeof(typename TypeParam::Real)));
    EXPECT_EQ(traffic.scattered, 0);
  });
}

TYPED_TEST_P(TransportConformance, FailureOfOneReachesTheOthers) {
  for (int devices = 2; devices <= TypeParam::most_devices(); ++devices) {
    this->subdomains_ = random_territories(devices, 1);
    device::DeviceTeam<typename TypeParam::Exec> team(devices, std::chrono::minutes(1));
    TypeParam kind(team, this->subdomains_);
    std::atomic<int> told = 0;
    auto const work = [&](auto const& device) {
      auto& transport = *kind.transports[static_cast<std::size_t>(device.id)];
      auto const field = this->make_field(device, 0);
      auto const vector = this->make_vector(device, 0);
      transport.reduce_to_owners(field, vector);
      if (device.id == 1) throw std::runtime_error("out of ideas");
      try {
        transport.broadcast_from_owners(field);
        transport.sum(vector);
      } catch (device::TeamBroken const&) {
        ++told;
        throw;
      }
    };
    try {
      team.run(work);
      ADD_FAILURE() << "no error";
    } catch (CallError const& error) {
      EXPECT_THAT(error.what(), testing::AllOf(testing::HasSubstr("device 1"), testing::HasSubstr("out of ideas")));
    }
    EXPECT_EQ(told, devices - 1);
    // The next run of the same team, with transports of its own:
    TypeParam next(team, this->subdomains_);
    team.run([&](auto const& device) {
      auto& transport = *next.transports[static_cast<std::size_t>(device.id)];
      auto const field = this->make_field(device, 3);
      transport.broadcast_from_owners(field);
      this->expect_scattered(device, field, 3);
      (void)transport.broadcast(0);
    });
  }
}

REGISTER_TYPED_TEST_SUITE_P(TransportConformance, CollectsWhatAllHoldOfTheCore, ScattersFromTheOwner,
                            ReplicatedObjectIsSummedWhole, SumsAreTheSameBitsEverywhere, ReducesScalarsAndDecides,
                            CallsInSequenceDoNotDisturbEachOther, TrafficIsWhatTheBoxesSay,
                            TrafficOfAReplicatedObjectIsTheObject, FailureOfOneReachesTheOthers);

}  // namespace ptyger::test
