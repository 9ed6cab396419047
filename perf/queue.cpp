/// Measures how long a request to rank 0 takes while rank 0 computes, with the number of ranks that mpirun starts. Then
/// simulates a campaign of thousands of ranks with this latency and the queue of the program, and prints how much
/// longer it takes than ideal. Prints JSON. Start it with mpirun -n R.
#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>
#include <random>

#include "comm/request_server.hpp"
#include "tests/campaign/queue_simulation.hpp"

namespace ptyger::perf {
namespace {

using Clock = std::chrono::steady_clock;

struct Settings {
  int requests = 500;               ///< requests of each rank
  std::size_t projections = 10000;  ///< projections of the simulated campaign
  int ranks = 1000;                 ///< ranks of the simulated campaign
  double shortest = 60;             ///< shortest time of a projection, seconds
  double longest = 480;             ///< longest time of a projection, seconds
};

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Seconds of a request to rank 0.
struct Latency {
  double median = 0;   ///< of all requests
  double worst = 0;    ///< the slowest request
  double service = 0;  ///< seconds per request when all ranks send requests at the same time
};

/// All ranks send requests at the same time, as fast as they can, while the main thread of rank 0 computes.
Latency measure(comm::World const& world, int requests) {
  comm::RequestServer server(world, [](int, std::string const& request) { return request; }, {});
  std::vector<double> seconds;
  std::atomic<bool> requesting = true;
  double volatile sink = 1;  // volatile, so that the compiler keeps the computation
  std::jthread computation;
  if (world.rank() == 0)
    computation = std::jthread([&] {
      while (requesting) sink = std::sqrt(sink + 1);
    });
  world.barrier();
  auto const begin = Clock::now();
  for (int i = 0; i < requests && (world.rank() > 0 || world.size() == 1); ++i) {
    auto const sent = Clock::now();
    server.ask("a request of the usual length: a projection and a few words in JSON");
    seconds.push_back(seconds_since(sent));
  }
  world.barrier();
  double const total_seconds = seconds_since(begin);
  requesting = false;
  server.close();
  std::string own_seconds(reinterpret_cast<char const*>(seconds.data()), seconds.size() * sizeof(double));
  std::vector<double> all_seconds;
  for (auto const& text : world.gather(own_seconds)) {
    auto const* values = reinterpret_cast<double const*>(text.data());
    all_seconds.insert(all_seconds.end(), values, values + text.size() / sizeof(double));
  }
  if (all_seconds.empty()) return {};
  std::sort(all_seconds.begin(), all_seconds.end());
  return {all_seconds[all_seconds.size() / 2], all_seconds.back(),
          total_seconds / static_cast<double>(all_seconds.size())};
}

void report(comm::World const& world, Settings const& settings, Latency const& latency) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> cost(settings.shortest, settings.longest);
  std::vector<double> costs(settings.projections);
  std::generate(costs.begin(), costs.end(), [&] { return cost(random); });
  double const sum = std::accumulate(costs.begin(), costs.end(), 0.0);
  double const ideal = std::max(sum / settings.ranks, *std::max_element(costs.begin(), costs.end()));
  nlohmann::ordered_json json{{"ranks_asking", std::max(1, world.size() - 1)},
                              {"latency_median_s", latency.median},
                              {"latency_worst_s", latency.worst},
                              {"service_s", latency.service},
                              {"projections", settings.projections},
                              {"ranks", settings.ranks},
                              {"ideal_s", ideal}};
  for (auto const& [name, order] :
       {std::pair("longest", campaign::Order::longest), std::pair("listed", campaign::Order::listed)}) {
    auto const campaign = test::simulate_campaign(costs, order, settings.ranks, latency.worst, latency.service);
    json["makespan_over_ideal"][name] = campaign.makespan() / ideal;
  }
  std::cout << json.dump(2) << "\n";
}

}  // namespace
}  // namespace ptyger::perf

int main(int argc, char** argv) {
  using namespace ptyger::perf;
  Settings settings;
  CLI::App program("How well the queue of a campaign keeps its ranks busy");
  program.add_option("--requests", settings.requests, "Requests of each rank")->capture_default_str();
  program.add_option("--projections", settings.projections, "Projections simulated")->capture_default_str();
  program.add_option("--ranks", settings.ranks, "Ranks simulated")->capture_default_str();
  program.add_option("--shortest", settings.shortest, "Shortest time of a projection, seconds")->capture_default_str();
  program.add_option("--longest", settings.longest, "Longest time of a projection, seconds")->capture_default_str();
  CLI11_PARSE(program, argc, argv);
  ptyger::comm::World const world;
  auto const latency = measure(world, settings.requests);
  if (world.rank() == 0) report(world, settings, latency);
}
