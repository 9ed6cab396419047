#include <fftw3.h>

#include <cstdlib>
#include <memory>
#include <utility>

#include "fft/fft2d_batch.hpp"
#include "fft/fftw_planner.hpp"
#include "fft/wisdom.hpp"
#include "ptyger/error.hpp"

namespace ptyger::fft {
namespace {

/// The functions of FFTW for a precision.
template <class Real>
struct Fftw;

template <>
struct Fftw<float> {
  using Plan = fftwf_plan;
  using Value = fftwf_complex;
  static Plan plan(int const* n, int const* rows, Value* data, int sign, unsigned flags) {
    return fftwf_plan_many_dft(2, n, 1, data, rows, 1, 0, data, rows, 1, 0, sign, flags);
  }
  static void execute(Plan plan, Value* data) { fftwf_execute_dft(plan, data, data); }
  static void destroy(Plan plan) { fftwf_destroy_plan(plan); }
  static void load(char const* file) { fftwf_import_wisdom_from_filename(file); }
  static bool store(char const* file) { return fftwf_export_wisdom_to_filename(file) != 0; }
  static char* export_to_string() { return fftwf_export_wisdom_to_string(); }
  static void import_from_string(char const* wisdom) { fftwf_import_wisdom_from_string(wisdom); }
  static void forget() { fftwf_forget_wisdom(); }
};

template <>
struct Fftw<double> {
  using Plan = fftw_plan;
  using Value = fftw_complex;
  static Plan plan(int const* n, int const* rows, Value* data, int sign, unsigned flags) {
    return fftw_plan_many_dft(2, n, 1, data, rows, 1, 0, data, rows, 1, 0, sign, flags);
  }
  static void execute(Plan plan, Value* data) { fftw_execute_dft(plan, data, data); }
  static void destroy(Plan plan) { fftw_destroy_plan(plan); }
  static void load(char const* file) { fftw_import_wisdom_from_filename(file); }
  static bool store(char const* file) { return fftw_export_wisdom_to_filename(file) != 0; }
  static char* export_to_string() { return fftw_export_wisdom_to_string(); }
  static void import_from_string(char const* wisdom) { fftw_import_wisdom_from_string(wisdom); }
  static void forget() { fftw_forget_wisdom(); }
};

/// Clears the planner's wisdom for a scope and restores it at the end. FFTW_ESTIMATE would otherwise prefer plans that
/// were measured before (fftw.org, "Words of Wisdom"), and estimated plans would end up in the wisdom file. Existing
/// plans stay valid.
template <class Real>
class WithoutWisdom {
 public:
  WithoutWisdom() : saved_wisdom_(Fftw<Real>::export_to_string(), &std::free) { Fftw<Real>::forget(); }
  WithoutWisdom(WithoutWisdom const&) = delete;
  WithoutWisdom& operator=(WithoutWisdom const&) = delete;
  ~WithoutWisdom() {
    Fftw<Real>::forget();
    if (saved_wisdom_) Fftw<Real>::import_from_string(saved_wisdom_.get());
  }

 private:
  std::unique_ptr<char, void (*)(void*)> saved_wisdom_;
};

}  // namespace

/// Plans of FFTW for images of one size, used for one image of a batch after the other.
template <class Real>
struct HostPlans {
  using Library = Fftw<Real>;
  typename Library::Plan forward = nullptr;
  typename Library::Plan inverse = nullptr;
  std::ptrdiff_t image_stride;  ///< values from one image to the next

  /// repeatable: estimates plans, which are equal in every process, instead of measuring them.
  HostPlans(int n, int pitch, bool repeatable) : image_stride(std::ptrdiff_t{n} * pitch) {
    std::lock_guard const lock(fftw_planner());
    if (repeatable)
      estimate(n, pitch);
    else
      measure(n, pitch);
    if (forward == nullptr || inverse == nullptr)
      throw CallError("FFTW cannot plan a transform of " + std::to_string(n) + " x " + std::to_string(n) + " pixels");
  }
  HostPlans(HostPlans const&) = delete;
  HostPlans& operator=(HostPlans const&) = delete;
  ~HostPlans() {
    std::lock_guard const lock(fftw_planner());
    release();
  }

  void estimate(int n, int pitch) {
    WithoutWisdom<Real> const without_wisdom;
    plan(n, pitch, FFTW_ESTIMATE);
  }

  /// Uses plans from the wisdom file; measures and stores plans that are not in it. FFTW_PATIENT takes seconds up to
  /// 512 x 512 pixels; its transforms take 0.67 (48 pixels) to 1 times as long as with FFTW_MEASURE.
  void measure(int n, int pitch) {
    static Wisdom const wisdom(sizeof(Real) == 4 ? "fftw-single" : "fftw-double", &Library::load);
    unsigned const effort = n <= 512 ? FFTW_PATIENT : FFTW_MEASURE;
    plan(n, pitch, effort | FFTW_WISDOM_ONLY);
    if (forward != nullptr && inverse != nullptr) return;
    release();
    plan(n, pitch, effort);
    if (forward != nullptr && inverse != nullptr) wisdom.store(&Library::store);
  }

  void plan(int n, int pitch, unsigned flags) {
    auto const values = static_cast<std::size_t>(image_stride);
    // Images of a batch follow each other without gaps, so with odd sizes only the first has the alignment FFTW
    // assumes.
    unsigned const alignment = values * sizeof(Complex<Real>) % 64 == 0 ? 0U : unsigned{FFTW_UNALIGNED};
    Kokkos::View<Complex<Real>*, Kokkos::HostSpace> const scratch("fftw planning", values);
    auto* data = reinterpret_cast<typename Library::Value*>(scratch.data());
    int const size[] = {n, n};
    int const rows[] = {n, pitch};
    forward = Library::plan(size, rows, data, FFTW_FORWARD, flags | alignment);
    inverse = Library::plan(size, rows, data, FFTW_BACKWARD, flags | alignment);
  }

  void release() {
    for (auto* plan : {&forward, &inverse})
      if (*plan != nullptr) Library::destroy(std::exchange(*plan, nullptr));
  }

  void run(typename Library::Plan plan, Complex<Real>* images, int batch) const {
    for (int k = 0; k < batch; ++k)
      Library::execute(plan, reinterpret_cast<typename Library::Value*>(images + k * image_stride));
  }
};

template <class Exec, class Real>
struct Fft2dBatch<Exec, Real>::Plans : HostPlans<Real> {
  using HostPlans<Real>::HostPlans;
};

template <class Exec, class Real>
Fft2dBatch<Exec, Real>::Fft2dBatch(DeviceContext<Exec> const& device, int n, int pitch, int)
    : plans_(std::make_unique<Plans>(n, pitch, device.deterministic)) {}
template <class Exec, class Real>
Fft2dBatch<Exec, Real>::~Fft2dBatch() = default;
template <class Exec, class Real>
Fft2dBatch<Exec, Real>::Fft2dBatch(Fft2dBatch&&) noexcept = default;
template <class Exec, class Real>
Fft2dBatch<Exec, Real>& Fft2dBatch<Exec, Real>::operator=(Fft2dBatch&&) noexcept = default;

template <class Exec, class Real>
void Fft2dBatch<Exec, Real>::forward(Complex<Real>* images, int batch) const {
  plans_->run(plans_->forward, images, batch);
}
template <class Exec, class Real>
void Fft2dBatch<Exec, Real>::inverse(Complex<Real>* images, int batch) const {
  plans_->run(plans_->inverse, images, batch);
}

template class Fft2dBatch<Kokkos::Serial, float>;
template class Fft2dBatch<Kokkos::Serial, double>;

}  // namespace ptyger::fft
