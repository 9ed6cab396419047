#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "ptyger/error.hpp"
#include "tests/comm/transport_fixture.hpp"

/// The suite that all transports must pass.
namespace ptyger::test {

TYPED_TEST_SUITE_P(TransportConformance);

TYPED_TEST_P(TransportConformance, ReductionAddsTheValuesOfAllDevicesToTheOwner) {
  this->for_all(random_subdomains, [this](auto const& device, auto& transport) {
    auto const field = this->make_field(device, 0);
    auto const vector = this->make_vector(device, 0);
    transport.reduce_to_owners(field, vector);
    this->expect_reduced(device, field, 0);
    this->expect_summed(device, vector, 0);
  });
}

TYPED_TEST_P(TransportConformance, BroadcastCopiesTheValuesOfTheOwner) {
  this->for_all(random_subdomains, [this](auto const& device, auto& transport) {
    auto const field = this->make_field(device, 1);
    transport.broadcast_from_owners(field);
    this->expect_from_owners(device, field, 1);
    (void)transport.broadcast(0);  // no device frees its field before all have read it
  });
}

TYPED_TEST_P(TransportConformance, ReplicatedObjectIsSummedWhole) {
  this->for_all(replicated_subdomains, [this](auto const& device, auto& transport) {
    auto const field = this->make_field(device, 2);
    auto const vector = this->make_vector(device, 2);
    transport.reduce_to_owners(field, vector);
    this->expect_reduced(device, field, 2);
    this->expect_summed(device, vector, 2);
    transport.broadcast_from_owners(field);
    this->expect_reduced(device, field, 2);
  });
}

TYPED_TEST_P(TransportConformance, SumsAreTheSameBitsEverywhere) {
  std::mutex mutex;
  std::set<std::vector<double>> results;
  this->for_all(random_subdomains, [&](auto const& device, auto& transport) {
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
  // All devices and all partitions give one result for each number of devices.
  EXPECT_EQ(results.size(), static_cast<std::size_t>(TypeParam::most_devices()));
}

TYPED_TEST_P(TransportConformance, ReducesAndBroadcastsScalars) {
  this->for_all(random_subdomains, [this](auto const& device, auto& transport) {
    int const n = this->devices();
    std::array<double, 2> sums = {1.0 + device.id, 1};
    std::array<double, 2> maxima = {static_cast<double>(device.id), -static_cast<double>(device.id)};
    transport.reduce(sums, maxima);
    EXPECT_THAT(sums, testing::ElementsAre(n * (n + 1) / 2, n));
    EXPECT_THAT(maxima, testing::ElementsAre(n - 1, 0));
    EXPECT_EQ(transport.broadcast(10.0 + device.id), 10);
  });
}

TYPED_TEST_P(TransportConformance, AllGatherGivesThePartsOfAllDevicesToEveryDevice) {
  this->for_all(random_subdomains, [this](auto const& device, auto& transport) {
    for (int call = 0; call < 3; ++call) {
      auto const counts = this->part_sizes(call);
      auto values = this->own_part(device.id, counts, call);
      transport.all_gather(values, counts);
      EXPECT_EQ(values, this->all_parts(counts, call)) << "device " << device.id;
    }
  });
}

TYPED_TEST_P(TransportConformance, GatherAssemblesTheOwnedBoxesOnDeviceZero) {
  for (auto* const partition : {random_subdomains, replicated_subdomains})
    this->for_all(partition, [this](auto const& device, auto& transport) {
      for (int const reals : {1, 2}) {
        std::vector<double> image(device.id == 0 ? static_cast<std::size_t>(object_rows * object_cols * reals) : 0);
        transport.gather(this->owned_values(device.id, reals), image);
        if (device.id == 0) {
          EXPECT_EQ(image, this->whole_image(reals));
        }
      }
    });
}

TYPED_TEST_P(TransportConformance, CallsInSequenceAreIndependent) {
  this->for_all(random_subdomains, [this](auto const& device, auto& transport) {
    auto const field = this->make_field(device, 0);
    for (int call = 0; call < 12; ++call) {
      this->fill(device, field, call);
      auto const vector = this->make_vector(device, call);
      transport.reduce_to_owners(field, vector);
      this->expect_reduced(device, field, call);
      this->expect_summed(device, vector, call);
      EXPECT_EQ(transport.broadcast(device.id + call), call);
      auto const direction = this->make_field(device, call + 1);
      transport.broadcast_from_owners(direction);
      this->expect_from_owners(device, direction, call + 1);
      auto const summed = this->make_vector(device, call + 2);
      transport.sum(summed);
      this->expect_summed(device, summed, call + 2);
      auto const counts = this->part_sizes(call);
      auto values = this->own_part(device.id, counts, call);
      transport.all_gather(values, counts);
      EXPECT_EQ(values, this->all_parts(counts, call));
      std::vector<double> image(device.id == 0 ? static_cast<std::size_t>(object_rows * object_cols) : 0);
      transport.gather(this->owned_values(device.id, 1), image);
      EXPECT_EQ(image, device.id == 0 ? this->whole_image(1) : std::vector<double>());
    }
  });
}

TYPED_TEST_P(TransportConformance, TrafficFollowsFromTheBoxes) {
  this->for_all(random_subdomains, [this](auto const& device, auto& transport) {
    auto const field = this->make_field(device, 0);
    auto const vector = this->make_vector(device, 0);
    for (int i = 0; i < 3; ++i) transport.reduce_to_owners(field, vector);
    for (int i = 0; i < 2; ++i) transport.broadcast_from_owners(field);
    double two[2] = {1, 2};
    transport.reduce(two);
    (void)transport.broadcast(0);  // afterwards all devices have counted their copies
    auto const traffic = transport.traffic();
    EXPECT_EQ(traffic.to_owners, 3 * this->halo_bytes(device.id, true)) << "device " << device.id;
    EXPECT_EQ(traffic.from_owners, 2 * this->halo_bytes(device.id, false)) << "device " << device.id;
    if (this->devices() == 1) return;  // NoTransport counts nothing
    EXPECT_EQ(traffic.summed, 3 * TestFixture::vector_size * static_cast<int>(sizeof(typename TypeParam::Real)));
    EXPECT_EQ(traffic.scalars, 16);
    EXPECT_EQ(traffic.reductions, 1);
  });
}

TYPED_TEST_P(TransportConformance, TrafficCountsTheHostValuesThatADeviceGives) {
  this->for_all(random_subdomains, [this](auto const& device, auto& transport) {
    auto const counts = this->part_sizes(0);
    auto values = this->own_part(device.id, counts, 0);
    transport.all_gather(values, counts);
    std::vector<double> image(device.id == 0 ? static_cast<std::size_t>(object_rows * object_cols) : 0);
    auto const owned = this->owned_values(device.id, 1);
    transport.gather(owned, image);
    if (this->devices() == 1) return;  // NoTransport counts nothing
    auto const given = counts[static_cast<std::size_t>(device.id)] + (device.id == 0 ? 0 : owned.size());
    EXPECT_EQ(transport.traffic().gathered, static_cast<std::int64_t>(given * sizeof(double)));
  });
}

TYPED_TEST_P(TransportConformance, TrafficOfAReplicatedObjectIsTheObject) {
  this->for_all(replicated_subdomains, [this](auto const& device, auto& transport) {
    auto const field = this->make_field(device, 0);
    auto const vector = this->make_vector(device, 0);
    transport.reduce_to_owners(field, vector);
    transport.broadcast_from_owners(field);
    (void)transport.broadcast(0);
    if (this->devices() == 1) return;
    auto const traffic = transport.traffic();
    EXPECT_EQ(traffic.to_owners, object_rows * object_cols * 2 * static_cast<int>(sizeof(typename TypeParam::Real)));
    EXPECT_EQ(traffic.from_owners, 0);
  });
}

TYPED_TEST_P(TransportConformance, FailureOfADeviceEndsTheWaitOfTheOthers) {
  using DeviceExec = typename TypeParam::Exec;
  using Link = comm::Transport<DeviceExec, typename TypeParam::Real>;
  std::array<double, 1> one = {};
  // One call of each collective function; device 1 fails before it makes the call.
  std::vector<std::function<void(DeviceContext<DeviceExec> const&, Link&)>> const calls = {
      [this](auto const& device, auto& link) { link.reduce_to_owners(this->make_field(device, 0), {}); },
      [this](auto const& device, auto& link) { link.broadcast_from_owners(this->make_field(device, 0)); },
      [this](auto const& device, auto& link) { link.sum(this->make_vector(device, 0)); },
      [one](auto const&, auto& link) mutable { link.reduce(one); },
      [](auto const&, auto& link) { (void)link.broadcast(0); },
      [this](auto const& device, auto& link) {
        auto const counts = this->part_sizes(0);
        auto values = this->own_part(device.id, counts, 0);
        link.all_gather(values, counts);
      },
      [this](auto const& device, auto& link) {
        auto image = this->whole_image(1);
        link.gather(this->owned_values(device.id, 1), image);
      }};
  for (int devices = 2; devices <= TypeParam::most_devices(); ++devices)
    for (std::size_t call = 0; call < calls.size(); ++call) {
      SCOPED_TRACE(testing::Message() << devices << " devices, call " << call);
      this->subdomains_ = random_subdomains(devices, 1);
      device::DeviceTeam<DeviceExec> team(devices, std::chrono::minutes(1));
      TypeParam kind(team, this->subdomains_);
      std::atomic<int> devices_told = 0;
      auto const work = [&](auto const& device) {
        auto& transport = *kind.transports[static_cast<std::size_t>(device.id)];
        transport.reduce_to_owners(this->make_field(device, 0), this->make_vector(device, 0));
        if (device.id == 1) throw std::runtime_error("out of ideas");
        try {
          calls[call](device, transport);
          ADD_FAILURE() << "device " << device.id << " heard of no failure";
        } catch (device::TeamBroken const&) {
          ++devices_told;
          throw;
        }
      };
      try {
        team.run(work);
        ADD_FAILURE() << "no error";
      } catch (CallError const& error) {
        EXPECT_THAT(error.what(), testing::AllOf(testing::HasSubstr("device 1"), testing::HasSubstr("out of ideas")));
      }
      EXPECT_EQ(devices_told, devices - 1);
      // The same team runs again, with new transports:
      TypeParam next(team, this->subdomains_);
      team.run([&](auto const& device) {
        auto& transport = *next.transports[static_cast<std::size_t>(device.id)];
        auto const field = this->make_field(device, 3);
        transport.broadcast_from_owners(field);
        this->expect_from_owners(device, field, 3);
        (void)transport.broadcast(0);
      });
    }
}

TYPED_TEST_P(TransportConformance, DeviceThatDoesNotComeEndsTheWaitOfTheOthers) {
  using namespace std::chrono_literals;
  constexpr int devices = 2;
  if (TypeParam::most_devices() < devices) return;
  for (bool const use_all_gather : {false, true}) {
    this->subdomains_ = random_subdomains(devices, 1);
    device::DeviceTeam<typename TypeParam::Exec> team(devices, 400ms);
    TypeParam kind(team, this->subdomains_);
    auto const work = [&](auto const& device) {
      if (device.id == 1) std::this_thread::sleep_for(900ms);
      auto& transport = *kind.transports[static_cast<std::size_t>(device.id)];
      auto const counts = this->part_sizes(0);
      auto values = use_all_gather ? this->own_part(device.id, counts, 0) : this->whole_image(1);
      if (use_all_gather)
        transport.all_gather(values, counts);
      else
        transport.gather(this->owned_values(device.id, 1), values);
    };
    try {
      team.run(work);
      ADD_FAILURE() << "no error";
    } catch (CallError const& error) {
      EXPECT_THAT(error.what(), testing::HasSubstr("no answer within 0.4 s from device 1"));
    }
  }
}

REGISTER_TYPED_TEST_SUITE_P(TransportConformance, ReductionAddsTheValuesOfAllDevicesToTheOwner,
                            BroadcastCopiesTheValuesOfTheOwner, ReplicatedObjectIsSummedWhole,
                            SumsAreTheSameBitsEverywhere, ReducesAndBroadcastsScalars,
                            AllGatherGivesThePartsOfAllDevicesToEveryDevice, GatherAssemblesTheOwnedBoxesOnDeviceZero,
                            CallsInSequenceAreIndependent, TrafficFollowsFromTheBoxes,
                            TrafficCountsTheHostValuesThatADeviceGives, TrafficOfAReplicatedObjectIsTheObject,
                            FailureOfADeviceEndsTheWaitOfTheOthers, DeviceThatDoesNotComeEndsTheWaitOfTheOthers);

}  // namespace ptyger::test
