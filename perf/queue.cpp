/// A campaign on paper: how long a question to rank 0 takes while rank 0 computes (measured, with as many ranks as it
/// is started with), and how a queue that answers so slowly keeps thousands of ranks busy (simulated with the queue of
/// the program). Prints JSON. Start with mpirun -n R.
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
  int questions = 500;
  std::size_t projections = 10000;
  int ranks = 1000;
  double shortest = 60;  ///< seconds
  double longest = 480;
};

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

struct Latency {
  double median = 0;
  double worst = 0;
  double service = 0;  ///< seconds that rank 0 needs for one, when all ask at once
};

/// All ranks ask at once, as fast as they can, while rank 0's main thread computes.
Latency measure(comm::World const& world, int questions) {
  comm::RequestServer server(world, [](int, std::string const& request) { return request; }, {});
  std::vector<double> seconds;
  std::atomic<bool> asking = true;
  double volatile sink = 1;
  std::jthread busy;
  if (world.rank() == 0)
    busy = std::jthread([&] {
      while (asking) sink = std::sqrt(sink + 1);
    });
  world.barrier();
  auto const begin = Clock::now();
  for (int i = 0; i < questions && (world.rank() > 0 || world.size() == 1); ++i) {
    auto const asked = Clock::now();
    server.ask("a question of the usual length, with a projection and a few words in JSON");
    seconds.push_back(seconds_since(asked));
  }
  world.barrier();
  double const all = seconds_since(begin);
  asking = false;
  server.close();
  std::string mine(reinterpret_cast<char const*>(seconds.data()), seconds.size() * sizeof(double));
  std::vector<double> every;
  for (auto const& text : world.gather(mine)) {
    auto const* values = reinterpret_cast<double const*>(text.data());
    every.insert(every.end(), values, values + text.size() / sizeof(double));
  }
  if (every.empty()) return {};
  std::sort(every.begin(), every.end());
  return {every[every.size() / 2], every.back(), all / static_cast<double>(every.size())};
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
  program.add_option("--questions", settings.questions, "Questions of each rank")->capture_default_str();
  program.add_option("--projections", settings.projections, "Of the simulated campaign")->capture_default_str();
  program.add_option("--ranks", settings.ranks, "Of the simulated campaign")->capture_default_str();
  program.add_option("--shortest", settings.shortest, "Seconds of a projection")->capture_default_str();
  program.add_option("--longest", settings.longest, "Seconds of a projection")->capture_default_str();
  CLI11_PARSE(program, argc, argv);
  ptyger::comm::World const world;
  auto const latency = measure(world, settings.questions);
  if (world.rank() == 0) report(world, settings, latency);
}
