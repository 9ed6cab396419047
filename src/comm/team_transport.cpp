#include "comm/team_transport.hpp"

#include <array>
#include <utility>

#include "device/instantiate.hpp"

namespace ptyger::comm {

template <class Exec, class Real>
TeamTransport<Exec, Real>::TeamTransport(std::shared_ptr<Scalars> scalars, std::vector<core::Subdomain> subdomains,
                                         int device)
    : scalars_(std::move(scalars)),
      subdomains_(std::move(subdomains)),
      device_(device),
      replicated_(subdomain(device).replicated()) {}

template <class Exec, class Real>
void TeamTransport<Exec, Real>::reduce_to_owners(Array2<Exec, Complex<Real>> const& field,
                                                 Array1<Exec, Real> const& vector) {
  auto const reals = 2 * static_cast<std::int64_t>(field.size());
  if (replicated_) gathered_as_sum_ += reals * static_cast<std::int64_t>(sizeof(Real));
  std::array<Part, 2> const together{
      Part{replicated_ ? Part::Kind::sum : Part::Kind::gather, parts(field.data()), reals},
      Part{Part::Kind::sum, vector.data(), static_cast<std::int64_t>(vector.size())}};
  exchange(together);
}

template <class Exec, class Real>
void TeamTransport<Exec, Real>::sum(Array1<Exec, Real> const& vector) {
  Part const part{Part::Kind::sum, vector.data(), static_cast<std::int64_t>(vector.size())};
  exchange({&part, 1});
}

template <class Exec, class Real>
void TeamTransport<Exec, Real>::broadcast_from_owners(Array2<Exec, Complex<Real>> const& field) {
  if (replicated_) return;  // everyone has computed the same
  Part const part{Part::Kind::scatter, parts(field.data()), 2 * static_cast<std::int64_t>(field.size())};
  exchange({&part, 1});
}

template <class Exec, class Real>
void TeamTransport<Exec, Real>::reduce(std::span<double> sums, std::span<double> maxima) {
  ++reductions_;
  scalar_bytes_ += static_cast<std::int64_t>((sums.size() + maxima.size()) * sizeof(double));
  scalars_->reduce(device_, sums, maxima);
}

template <class Exec, class Real>
Traffic TeamTransport<Exec, Real>::traffic() const {
  using Kind = typename Part::Kind;
  return {.gathered = sent(Kind::gather) + gathered_as_sum_,
          .scattered = sent(Kind::scatter),
          .summed = sent(Kind::sum) - gathered_as_sum_,
          .scalars = scalar_bytes_,
          .reductions = reductions_};
}

#define PTYGER_INSTANTIATE(Exec, Real) template class TeamTransport<Exec, Real>;
PTYGER_FOR_EACH_DEVICE(PTYGER_INSTANTIATE)

}  // namespace ptyger::comm
