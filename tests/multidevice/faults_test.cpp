#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <malloc.h>

#include <atomic>
#include <fstream>
#include <ostream>
#include <tuple>

#include "ptyger/error.hpp"
#include "tests/hdf5/temporary_folder.hpp"
#include "tests/support/kernel_event.hpp"
#include "tests/support/shared_run.hpp"
#include "tests/support/simulated_scan.hpp"
#include "tests/support/star.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/usable_devices.hpp"

namespace ptyger {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

Scan const& scan() {
  static Scan const simulated = test::simulated_scan();
  return simulated;
}

/// A kernel whose first launch is in this stage, in a run of these epochs and iterations.
struct Place {
  char const* name;
  char const* kernel;
  char const* stage;
  int start_epochs = 0;
  int iterations = 2;
};

void PrintTo(Place const& place, std::ostream* out) {
  *out << place.name;
}

constexpr Place places[] = {{"set_up", "count totals", "set-up"},
                            {"start", "momentum step of the object", "update", 1},
                            {"start_illumination", "illumination of the probe", "illumination", 1},
                            {"gradient", "back-project", "gradient"},
                            {"peak", "largest of two", "gradient"},
                            {"direction", "conjugate", "direction"},
                            {"line_search", "form direction waves", "line search"},
                            {"update", "move the estimate", "update"},
                            {"misfit", "weigh residuals", "misfit", 0, 0},
                            {"last_illumination", "illumination of the probe", "illumination"}};

Options options_for(int devices, int start_epochs, int iterations) {
  auto options = test::star_options(start_epochs, iterations);
  options.devices.partition = Partition::tiled;
  options.devices.count = devices;
  options.devices.deterministic = true;
  options.devices.timeout = 40s;  // longer than any test without a hanging device
  return options;
}

std::string device(int id) {
  return "device " + std::to_string(id);
}

void expect_same(Result const& a, Result const& b) {
  EXPECT_EQ(a.object.values, b.object.values);
  EXPECT_EQ(a.probe.values, b.probe.values);
}

class FaultTest : public testing::TestWithParam<std::tuple<Place, int>> {
 protected:
  Place const& place = std::get<Place>(GetParam());
  int const devices = std::get<int>(GetParam());
  Options const options = options_for(devices, place.start_epochs, place.iterations);
  Clock::time_point const begin = Clock::now();
  void SetUp() override { PTYGER_NEEDS_DEVICES(devices); }
  void TearDown() override { EXPECT_LT(Clock::now() - begin, 60s); }
};

INSTANTIATE_TEST_SUITE_P(Multidevice, FaultTest, testing::Combine(testing::ValuesIn(places), testing::Values(2, 4)),
                         [](auto const& test) {
                           return std::string(std::get<Place>(test.param).name) + "_" +
                                  std::to_string(std::get<int>(test.param)) + "_devices";
                         });

TEST_P(FaultTest, ErrorNamesTheDeviceAndTheStage) {
  test::SharedRun shared(scan(), options);
  auto const before = shared.run();
  for (int const failing : {0, devices - 1}) {
    {
      test::KernelEvent const event(place.kernel, [&] {
        if (shared.device_of_this_thread == failing) throw std::runtime_error("out of ideas");
      });
      EXPECT_EQ(test::message_of<CallError>([&] { shared.run(); }),
                device(failing) + ", in the stage '" + place.stage + "': out of ideas");
    }
    auto const after = shared.run();
    EXPECT_EQ(after.object, before.object);
    EXPECT_EQ(after.probe.values, before.probe.values);
  }
}

TEST_P(FaultTest, ReconstructThrowsAndCanBeCalledAgain) {
  auto const before = reconstruct(scan(), options);
  auto const threads = test::count_threads();
  std::atomic<bool> thrown = false;
  {
    test::KernelEvent const event(place.kernel, [&] {
      if (!thrown.exchange(true)) throw std::runtime_error("out of ideas");
    });
    EXPECT_THAT(test::message_of<CallError>([&] { reconstruct(scan(), options); }),
                MatchesRegex("device [0-9], in the stage '" + std::string(place.stage) + "': out of ideas"));
  }
  EXPECT_TRUE(thrown);
  EXPECT_EQ(test::count_threads(threads), threads);
  expect_same(reconstruct(scan(), options), before);
}

TEST_P(FaultTest, DeviceThatHangsIsNamedWithItsStage) {
  if (!is_host_device<RunDevice>) GTEST_SKIP() << "a thread that sleeps in a launch stops the launches of all GPUs";
  auto impatient = options;
  impatient.devices.timeout = 400ms;
  test::SharedRun shared(scan(), impatient);
  int const hanging = devices - 1;
  std::atomic<bool> hung = false;
  auto const start = Clock::now();
  {
    test::KernelEvent const event(place.kernel, [&] {
      if (shared.device_of_this_thread == hanging && !hung.exchange(true)) std::this_thread::sleep_for(900ms);
    });
    auto const message = test::message_of<CallError>([&] { shared.run(); });
    EXPECT_THAT(message, HasSubstr("no answer within 0.4 s from " + device(hanging) + " (in the stage '" +
                                   std::string(place.stage) + "')"));
    for (int other = 0; other < hanging; ++other) EXPECT_THAT(message, Not(HasSubstr(device(other))));
  }
  EXPECT_LT(Clock::now() - start, 10s);
}

TEST(OneDeviceFault, EndsTheRunAndTheNextRunIsAsBefore) {
  auto const options = options_for(1, 1, 3);
  auto const before = reconstruct(scan(), options);
  for (auto const* const kernel : {"back-project", "conjugate", "move the estimate"}) {
    int launches = 0;
    {
      test::KernelEvent const event(kernel, [&] {
        if (++launches == 2) throw std::runtime_error("out of ideas");
      });
      EXPECT_EQ(test::message_of<std::runtime_error>([&] { reconstruct(scan(), options); }), "out of ideas") << kernel;
    }
    expect_same(reconstruct(scan(), options), before);
  }
}

/// A transport whose call number `after`, from 0, of one kind fails.
class FailingTransport final : public comm::Transport<RunDevice, float> {
 public:
  enum class Call { reduce_to_owners, sum, broadcast_from_owners, reduce, broadcast, all_gather, gather };
  using Transport::reduce;

  FailingTransport(test::SharedRun::Link transport, Call call, int after)
      : transport_(std::move(transport)), call_(call), calls_left_(after) {}
  void reduce_to_owners(Array2<RunDevice, Complex<float>> const& field, Array1<RunDevice, float> const& v) override {
    fail_at(Call::reduce_to_owners);
    transport_->reduce_to_owners(field, v);
  }
  void sum(Array1<RunDevice, float> const& vector) override {
    fail_at(Call::sum);
    transport_->sum(vector);
  }
  void broadcast_from_owners(Array2<RunDevice, Complex<float>> const& field) override {
    fail_at(Call::broadcast_from_owners);
    transport_->broadcast_from_owners(field);
  }
  void reduce(std::span<double> sums, std::span<double> maxima) override {
    fail_at(Call::reduce);
    transport_->reduce(sums, maxima);
  }
  double broadcast(double value) override {
    fail_at(Call::broadcast);
    return transport_->broadcast(value);
  }
  void all_gather(std::span<double> values, std::span<std::size_t const> counts) override {
    fail_at(Call::all_gather);
    transport_->all_gather(values, counts);
  }
  void gather(std::span<double const> owned, std::span<double> image) override {
    fail_at(Call::gather);
    transport_->gather(owned, image);
  }

 private:
  void fail_at(Call call) {
    if (call == call_ && calls_left_-- == 0) throw CallError("the cable is cut");
  }
  test::SharedRun::Link transport_;
  Call call_;
  int calls_left_;
};

TEST(TransportFault, ErrorNamesTheDeviceAndTheStage) {
  PTYGER_NEEDS_DEVICES(4);
  using Call = FailingTransport::Call;
  struct {
    Call call;
    char const* stage;
    int most;  ///< number of such calls in a run that may fail
  } const faults[] = {{Call::reduce_to_owners, "exchange", 2},
                      {Call::sum, "exchange", 1},  // after the last iteration
                      {Call::broadcast_from_owners, "direction", 2},
                      {Call::reduce, "exchange", 2},
                      {Call::broadcast, "exchange", 2},
                      {Call::all_gather, "exchange", 1},  // after iteration refinement_interval
                      {Call::gather, "exchange", 2}};     // object and illumination, at the end
  for (auto const partition : {Partition::tiled, Partition::replicated})
    for (int const devices : {2, 4}) {
      auto options = options_for(devices, 0, refinement_interval + 1);
      options.devices.partition = partition;
      options.refine.brightness = true;
      test::SharedRun shared(scan(), options);
      for (auto const& fault : faults)
        for (int after = 0; after < fault.most; ++after) {
          auto const message = test::message_of<CallError>([&] {
            shared.run([&](auto link, int id) -> test::SharedRun::Link {
              if (id != 1) return link;
              return std::make_unique<FailingTransport>(std::move(link), fault.call, after);
            });
          });
          EXPECT_EQ(message, std::string("device 1, in the stage '") + fault.stage + "': the cable is cut");
        }
      EXPECT_NO_THROW(shared.run());
    }
}

TEST(ObserverFault, ErrorNamesDeviceZeroAndTheObserver) {
  PTYGER_NEEDS_DEVICES(4);
  for (int const devices : {2, 4})
    for (bool const asks : {false, true}) {
      auto const options = options_for(devices, 0, 3);
      Observer observer;
      if (asks)
        observer.stop_requested = []() -> bool { throw std::runtime_error("no paper left"); };
      else
        observer.on_record = [](HistoryRecord const& record) {
          if (record.iteration == 2) throw std::runtime_error("no paper left");
        };
      EXPECT_EQ(test::message_of<CallError>([&] { reconstruct(scan(), options, observer); }),
                "device 0, in the stage 'observer': no paper left");
    }
}

std::size_t resident_bytes() {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> pages;
  return pages * 4096;
}

TEST(ManyReconstructions, LeaveNoThreadsAndNoMemory) {
  auto const options = options_for(test::at_most_usable(2), 0, 1);
  auto const tiny = test::star_crop(4);
  auto const run = [&](bool fails) {
    Observer observer;
    if (fails) observer.on_record = [](HistoryRecord const&) { throw std::runtime_error("no paper left"); };
    if (!fails) return static_cast<void>(reconstruct(tiny, options, observer));
    EXPECT_THROW(reconstruct(tiny, options, observer), std::runtime_error);
  };
  for (int i = 0; i < 5; ++i) run(i % 2 == 0);  // allocations that are made once
  auto const threads = test::count_threads();
  auto const used = mallinfo2().uordblks + mallinfo2().hblkhd;
  [[maybe_unused]] auto const resident = resident_bytes();
  for (int i = 0; i < 100; ++i) run(i % 5 == 0);
  EXPECT_EQ(test::count_threads(threads), threads);
  // The double of NCCL remembers communicators that have ended.
  EXPECT_LT(mallinfo2().uordblks + mallinfo2().hblkhd, used + (is_host_device<RunDevice> ? 100'000 : 400'000));
#ifndef __SANITIZE_ADDRESS__  // the sanitizer keeps freed memory for a while
  EXPECT_LT(resident_bytes(), resident + 20'000'000);
#endif
}

}  // namespace
}  // namespace ptyger
