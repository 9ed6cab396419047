#include <cuda_runtime_api.h>
#include <cufft.h>

#include <map>

#include "device/copy.hpp"
#include "fft/fft2d_batch.hpp"
#include "ptyger/error.hpp"

namespace ptyger::fft {
namespace {

static_assert(sizeof(cufftComplex) == sizeof(Complex<float>) && sizeof(cufftDoubleComplex) == sizeof(Complex<double>));

void check(cufftResult result, char const* call) {
  if (result != CUFFT_SUCCESS)
    throw CallError(std::string(call) + " failed with cuFFT error " + std::to_string(result));
}

/// Makes a GPU the current device for a scope. cuFFT uses the current device, which Kokkos may change in any call.
class CurrentDevice {
 public:
  explicit CurrentDevice(int device) {
    cudaGetDevice(&previous_device_);
    cudaSetDevice(device);
  }
  CurrentDevice(CurrentDevice const&) = delete;
  CurrentDevice& operator=(CurrentDevice const&) = delete;
  ~CurrentDevice() { cudaSetDevice(previous_device_); }

 private:
  int previous_device_ = 0;
};

void execute(cufftHandle plan, Complex<float>* images, int direction) {
  auto* data = reinterpret_cast<cufftComplex*>(images);
  check(cufftExecC2C(plan, data, data, direction), "cufftExecC2C");
}

void execute(cufftHandle plan, Complex<double>* images, int direction) {
  auto* data = reinterpret_cast<cufftDoubleComplex*>(images);
  check(cufftExecZ2Z(plan, data, data, direction), "cufftExecZ2Z");
}

}  // namespace

/// Plans of cuFFT on the stream of an instance, one for each batch size: full chunks, the last chunk, subsets of the
/// start. A plan is made at its first use. cuFFT would give each plan a work area of its own, as large as its images;
/// here all share one, since they run one after the other.
template <class Real>
struct CudaPlans {
  DeviceContext<device::Gpu> device;
  int n;      ///< rows = columns of an image
  int pitch;  ///< values from row to row
  Array1<device::Gpu, char> work_area;
  std::map<int, cufftHandle> by_batch;  ///< [number of images]

  CudaPlans(DeviceContext<device::Gpu> const& on, int size, int values_a_row, int most_images)
      : device(on), n(size), pitch(values_a_row) {
    CurrentDevice const current(device.exec.cuda_device());
    plan(most_images);
  }
  CudaPlans(CudaPlans const&) = delete;
  CudaPlans& operator=(CudaPlans const&) = delete;
  ~CudaPlans() {
    CurrentDevice const current(device.exec.cuda_device());
    for (auto const& [batch, plan] : by_batch) cufftDestroy(plan);
  }

  cufftHandle plan(int batch) {
    auto const found = by_batch.find(batch);
    if (found != by_batch.end()) return found->second;
    cufftHandle handle = 0;
    check(cufftCreate(&handle), "cufftCreate");
    by_batch.emplace(batch, handle);
    int sizes[] = {n, n};
    int rows[] = {n, pitch};
    std::size_t bytes = 0;
    check(cufftSetAutoAllocation(handle, 0), "cufftSetAutoAllocation");
    check(cufftMakePlanMany(handle, 2, sizes, rows, 1, n * pitch, rows, 1, n * pitch,
                            sizeof(Real) == sizeof(float) ? CUFFT_C2C : CUFFT_Z2Z, batch, &bytes),
          "cufftMakePlanMany");
    check(cufftSetStream(handle, device.exec.cuda_stream()), "cufftSetStream");
    share_work_area(handle, bytes);
    return handle;
  }

  /// Gives a new plan the work area, and all plans a larger one when it needs more.
  void share_work_area(cufftHandle handle, std::size_t bytes) {
    if (bytes <= work_area.size()) {
      check(cufftSetWorkArea(handle, work_area.data()), "cufftSetWorkArea");
      return;
    }
    device.exec.fence();  // until the work area is no longer used
    work_area = make_view<Array1<device::Gpu, char>>(device, "work area of cuFFT", bytes);
    for (auto const& [batch, plan] : by_batch) check(cufftSetWorkArea(plan, work_area.data()), "cufftSetWorkArea");
  }

  void run(Complex<Real>* images, int batch, int direction) {
    CurrentDevice const current(device.exec.cuda_device());
    execute(plan(batch), images, direction);
  }
};

template <class Exec, class Real>
struct Fft2dBatch<Exec, Real>::Plans : CudaPlans<Real> {
  using CudaPlans<Real>::CudaPlans;
};

template <class Exec, class Real>
Fft2dBatch<Exec, Real>::Fft2dBatch(DeviceContext<Exec> const& device, int n, int pitch, int most_images)
    : plans_(std::make_unique<Plans>(device, n, pitch, most_images)) {}
template <class Exec, class Real>
Fft2dBatch<Exec, Real>::~Fft2dBatch() = default;
template <class Exec, class Real>
Fft2dBatch<Exec, Real>::Fft2dBatch(Fft2dBatch&&) noexcept = default;
template <class Exec, class Real>
Fft2dBatch<Exec, Real>& Fft2dBatch<Exec, Real>::operator=(Fft2dBatch&&) noexcept = default;

template <class Exec, class Real>
void Fft2dBatch<Exec, Real>::forward(Complex<Real>* images, int batch) const {
  plans_->run(images, batch, CUFFT_FORWARD);
}
template <class Exec, class Real>
void Fft2dBatch<Exec, Real>::inverse(Complex<Real>* images, int batch) const {
  plans_->run(images, batch, CUFFT_INVERSE);
}

template class Fft2dBatch<device::Gpu, float>;
template class Fft2dBatch<device::Gpu, double>;

}  // namespace ptyger::fft
