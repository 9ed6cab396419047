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
#include "checkpoint/saver.hpp"
#include "comm/world.hpp"
#include "ptyger/error.hpp"
#include "ptyger/halves.hpp"
#include "ptyger/options.hpp"
#include "ptyger/reconstruct.hpp"
#include "ptyger/scan.hpp"
#include "ptyger/words.hpp"
#include "ptyger/write_result.hpp"

namespace ptyger::campaign {

/// Which parts of the result with the nearest angle are the initial guess: none, the probe, or probe and object.
enum class WarmStart { none, probe, object };
/// Words of WarmStart.
constexpr std::array<Word<WarmStart>, 3> words_of(WarmStart) {
  return {{{"none", WarmStart::none}, {"probe", WarmStart::probe}, {"object", WarmStart::object}}};
}

/// How a campaign is run. Inputs and options of the reconstructions are members of each Projection.
struct CampaignSettings {
  std::filesystem::path output;                ///< folder of the campaign, laid out as folder.hpp says
  std::filesystem::path logs;                  ///< folder of the logs of the ranks
  Order order = Order::longest;                ///< order of the queue
  int max_attempts = 2;                        ///< attempts at one projection, over all runs
  WarmStart warm_start = WarmStart::probe;     ///< initial guess from the finished projection with the nearest angle
  checkpoint::Interval checkpoint_every = {};  ///< empty: a checkpoint only when stopped
  /// Time without a sign of life after which a job counts as dead.
  std::chrono::milliseconds lease = std::chrono::seconds(60);
  int halves_every = 0;       ///< every so many projections, both halves of the frames are compared; 0: never
  bool redo_changed = false;  ///< whether results that were made with other options are made again
};

/// A projection ready for reconstruct(): scan, options, and what its result file says about the run.
struct Prepared {
  Scan scan;
  Options options;
  ResultInfo info;
};

/// Expected work for a projection, and the angle that its files state.
struct Forecast {
  double cost = 0;                  ///< work units; only ratios count
  std::optional<double> angle_deg;  ///< empty: the files state no angle
};

/// Functions of the caller, which knows file formats and options. One thread of a rank at a time calls them.
struct ProjectionWork {
  /// Examines the files of a projection without reading frames.
  std::function<Forecast(Projection const&)> forecast;
  /// Reads a projection. `probe` and `object` name the results whose probe and object are the initial guess; empty:
  /// none.
  std::function<Prepared(Projection const&, std::string const& probe, std::string const& object)> prepare;
  /// Reconstructs both halves of the frames of a complete projection, compares them and draws `picture`; the observer
  /// follows both runs. Empty: the observer stopped one. Throws InputError when there are too few frames.
  std::function<std::optional<HalvesComparison>(Prepared const&, Result const&, std::string const& picture,
                                                Observer const&)>
      compare_halves;
};

/// Progress of a campaign.
struct Overview {
  std::size_t total = 0;    ///< projections of the campaign
  std::size_t done = 0;     ///< projections done, over all runs
  std::size_t failed = 0;   ///< projections that failed for good
  std::size_t running = 0;  ///< projections that ranks of this job solve now
  /// Projections that other jobs had claimed when this job last tried to; they may be done meanwhile.
  std::size_t elsewhere = 0;
  double fraction = 0;      ///< fraction of all work units that is done
  double seconds_left = 0;  ///< estimate; infinite while nothing is known
};

/// Functions that rank 0 calls to show progress and messages, one at a time, from any thread.
struct CampaignObserver {
  std::function<void(Overview const&)> on_overview;
  std::function<void(std::string const&)> on_message;  ///< called with one line of text
};

}  // namespace ptyger::campaign
