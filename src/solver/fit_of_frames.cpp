#include "solver/fit_of_frames.hpp"

#include "device/instantiate.hpp"
#include "gradient/fit_pass.hpp"

namespace ptyger::solver {
namespace {

/// [frame of the scan] values that the devices have in the order of their frames. Collective.
template <class Exec, class Real>
std::vector<double> gather_by_frame(comm::Transport<Exec, Real>& transport, int device,
                                    std::span<model::Tile const> tiles, std::vector<double> const& own) {
  std::vector<int> order;  // frames of device 0, of device 1, ...
  std::vector<std::size_t> counts;
  std::size_t first = 0;  // place of the first frame of this device
  for (auto const& tile : tiles) {
    if (static_cast<int>(counts.size()) == device) first = order.size();
    order.insert(order.end(), tile.own.begin(), tile.own.end());
    counts.push_back(tile.own.size());
  }
  std::vector<double> gathered(order.size());
  std::copy(own.begin(), own.end(), gathered.begin() + static_cast<std::ptrdiff_t>(first));
  transport.all_gather(gathered, counts);
  std::vector<double> values(order.size());
  for (std::size_t place = 0; place < order.size(); ++place)
    values[static_cast<std::size_t>(order[place])] = gathered[place];
  return values;
}

}  // namespace

template <class Exec, class Real>
FitSummary summarise_fit(Workspace<Exec, Real>& work, std::span<model::Tile const> tiles) {
  gradient::FitPass<Exec, Real> pass(work.device, work.model);
  pass.run(work.estimate);
  auto patterns = pass.patterns();
  work.transport.reduce(patterns);
  FitSummary fit;
  fit.frame_nrmse = gather_by_frame(work.transport, work.device.id, tiles, pass.frame_nrmse());
  auto const pixels = patterns.size() / 3;
  for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
    auto const i = work.scan.response.first_pixel(pixel, static_cast<std::size_t>(work.scan.detector));
    double const frames = std::max(patterns[2 * pixels + i], 1.0);
    fit.measured.push_back(patterns[i] / frames);
    fit.calculated.push_back(patterns[pixels + i] / frames);
  }
  return fit;
}

#define PTYGER_INSTANTIATE(Exec, Real) \
  template FitSummary summarise_fit(Workspace<Exec, Real>&, std::span<model::Tile const>);
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)
#undef PTYGER_INSTANTIATE

}  // namespace ptyger::solver
