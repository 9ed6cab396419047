#pragma once

#include <array>
#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "campaign/projection.hpp"
#include "campaign/queue.hpp"
#include "comm/world.hpp"
#include "ptyger/error.hpp"
#include "ptyger/options.hpp"
#include "ptyger/scan.hpp"
#include "ptyger/words.hpp"
#include "ptyger/write_result.hpp"

namespace ptyger::campaign {

enum class WarmStart { none, probe, object };
/// Words of WarmStart.
constexpr std::array<Word<WarmStart>, 3> words_of(WarmStart) {
  return {{{"none", WarmStart::none}, {"probe", WarmStart::probe}, {"object", WarmStart::object}}};
}

/// How a campaign is run; what is reconstructed, and how, stands with each projection.
struct CampaignSettings {
  std::filesystem::path output;                            ///< folder, see folder.hpp
  std::filesystem::path logs;                              ///< folder of the ranks' logs
  Order order = Order::longest;                            ///< of the queue
  int max_attempts = 2;                                    ///< at a projection, in all runs
  WarmStart warm_start = WarmStart::probe;                 ///< from the finished projection with the nearest angle
  std::optional<std::chrono::seconds> checkpoint_seconds;  ///< between checkpoints; empty: only when stopped
  std::optional<int> checkpoint_iterations;
  std::chrono::milliseconds lease = std::chrono::seconds(60);  ///< without a sign of life a job counts as dead
  bool redo_changed = false;                                   ///< what was made with other options is made again
};

/// A projection as the solver takes it.
struct Prepared {
  Scan scan;
  Options options;
  ResultInfo info;
};

/// How many work units a projection will take, and what its files say of its angle.
struct Forecast {
  double cost = 0;
  std::optional<double> angle_deg;
};

/// What a campaign asks of those who know the formats and the options. Called by one thread of a rank at a time.
struct CampaignWork {
  /// Looks at the files without reading frames.
  std::function<Forecast(Projection const&)> forecast;
  /// Reads it. The probe, and the object, are to be taken from the results named, if there are names.
  std::function<Prepared(Projection const&, std::string const& probe, std::string const& object)> prepare;
};

/// How far a campaign is, for one line.
struct Overview {
  std::size_t total = 0;
  std::size_t done = 0;       ///< in all runs
  std::size_t failed = 0;     ///< for good
  std::size_t running = 0;    ///< on any rank of this job
  std::size_t elsewhere = 0;  ///< in the hands of other jobs
  double fraction = 0;        ///< of all work units
  double seconds_left = 0;    ///< infinite while nothing is known
};

/// What rank 0 shows. Called one at a time, from any thread.
struct CampaignObserver {
  std::function<void(Overview const&)> on_overview;
  std::function<void(std::string const&)> on_message;  ///< one line each
};

}  // namespace ptyger::campaign
