#include "comm/team_transport.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "device/instantiate.hpp"

namespace ptyger::comm {

namespace {

/// Columns of the object that the owned boxes tile.
int object_cols(std::vector<core::Subdomain> const& subdomains) {
  int cols = 0;
  for (auto const& subdomain : subdomains) cols = std::max(cols, subdomain.owned.col + subdomain.owned.cols);
  return cols;
}

template <class Value>
std::int64_t bytes_of(std::size_t values) {
  return static_cast<std::int64_t>(values * sizeof(Value));
}

}  // namespace

template <class Exec, class Real>
TeamTransport<Exec, Real>::TeamTransport(std::shared_ptr<HostExchange> host, std::vector<core::Subdomain> subdomains,
                                         int device)
    : host_(std::move(host)),
      subdomains_(std::move(subdomains)),
      object_cols_(object_cols(subdomains_)),
      device_(device),
      replicated_(subdomain(device).replicated()) {}

template <class Exec, class Real>
void TeamTransport<Exec, Real>::reduce_to_owners(Array2<Exec, Complex<Real>> const& field,
                                                 Array1<Exec, Real> const& vector) {
  auto const reals = 2 * static_cast<std::int64_t>(field.size());
  if (replicated_) fields_as_sums_ += bytes_of<Complex<Real>>(field.size());
  std::array<Part, 2> const both_parts{
      Part{replicated_ ? Part::Kind::sum : Part::Kind::to_owners, parts(field.data()), reals},
      Part{Part::Kind::sum, vector.data(), static_cast<std::int64_t>(vector.size())}};
  exchange(both_parts);
}

template <class Exec, class Real>
void TeamTransport<Exec, Real>::sum(Array1<Exec, Real> const& vector) {
  Part const part{Part::Kind::sum, vector.data(), static_cast<std::int64_t>(vector.size())};
  exchange({&part, 1});
}

template <class Exec, class Real>
void TeamTransport<Exec, Real>::broadcast_from_owners(Array2<Exec, Complex<Real>> const& field) {
  if (replicated_) return;  // every device has computed the same values
  Part const part{Part::Kind::from_owners, parts(field.data()), 2 * static_cast<std::int64_t>(field.size())};
  exchange({&part, 1});
}

template <class Exec, class Real>
void TeamTransport<Exec, Real>::reduce(std::span<double> sums, std::span<double> maxima) {
  ++reductions_;
  scalar_bytes_ += bytes_of<double>(sums.size() + maxima.size());
  host_->reduce(device_, sums, maxima);
}

template <class Exec, class Real>
void TeamTransport<Exec, Real>::all_gather(std::span<double> values, std::span<std::size_t const> counts) {
  gathered_bytes_ += bytes_of<double>(counts[static_cast<std::size_t>(device_)]);
  host_->all_gather(device_, values, counts);
}

template <class Exec, class Real>
void TeamTransport<Exec, Real>::gather(std::span<double const> owned, std::span<double> image) {
  if (device_ != 0) gathered_bytes_ += bytes_of<double>(owned.size());
  host_->gather(device_, owned, subdomain(device_).owned, image, object_cols_);
}

template <class Exec, class Real>
Traffic TeamTransport<Exec, Real>::traffic() const {
  using Kind = typename Part::Kind;
  return {.to_owners = sent(Kind::to_owners) + fields_as_sums_,
          .from_owners = sent(Kind::from_owners),
          .summed = sent(Kind::sum) - fields_as_sums_,
          .scalars = scalar_bytes_,
          .reductions = reductions_,
          .gathered = gathered_bytes_};
}

#define PTYGER_INSTANTIATE(Exec, Real) template class TeamTransport<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::comm
