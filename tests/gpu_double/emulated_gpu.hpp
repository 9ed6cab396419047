#pragma once

#include <Kokkos_Core.hpp>

#include <array>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>

struct CUstream_st;

/// A Kokkos execution space that behaves like Kokkos::Cuda, on the test double of the CUDA runtime: kernels run later,
/// on several threads, in an order that changes; the memory is not usable by the host. With PTYGER_GPU_DOUBLE it is the
/// GPU of the library (src/device/views.hpp). Written for Kokkos 4.5, whose internal interfaces it implements.
namespace ptyger::gpu_double {

class EmulatedGpu;

/// The memory of the emulated GPUs.
class EmulatedMemory {
 public:
  using memory_space = EmulatedMemory;
  using execution_space = EmulatedGpu;
  using device_type = Kokkos::Device<EmulatedGpu, EmulatedMemory>;
  using size_type = std::size_t;

  void* allocate(EmulatedGpu const& gpu, char const* label, std::size_t bytes, std::size_t logical_bytes = 0) const;
  void* allocate(char const* label, std::size_t bytes, std::size_t logical_bytes = 0) const;
  void* allocate(std::size_t bytes) const { return allocate("", bytes); }
  void deallocate(char const* label, void* memory, std::size_t bytes, std::size_t logical_bytes = 0) const;
  void deallocate(void* memory, std::size_t bytes) const { deallocate("", memory, bytes); }
  static constexpr char const* name() { return "EmulatedGpu"; }
};

/// An instance: a stream of an emulated GPU.
class EmulatedGpu {
 public:
  using execution_space = EmulatedGpu;
  using memory_space = EmulatedMemory;
  using device_type = Kokkos::Device<EmulatedGpu, EmulatedMemory>;
  using size_type = std::size_t;
  using array_layout = Kokkos::LayoutLeft;
  using scratch_memory_space = Kokkos::ScratchMemorySpace<EmulatedGpu>;

  /// Small, so that the runs of tests have several chunks.
  static constexpr std::size_t chunk_bytes = std::size_t{1} << 18;

  /// Instance without a stream; a violation before Kokkos is initialised, where Kokkos::Cuda aborts.
  EmulatedGpu();
  explicit EmulatedGpu(CUstream_st* stream) : stream_(stream) {}

  [[nodiscard]] CUstream_st* cuda_stream() const { return stream_; }
  [[nodiscard]] int cuda_device() const;
  /// Waits for the stream.
  void fence(std::string const& name = "EmulatedGpu: instance fence") const;
  static void impl_static_fence(std::string const& name);
  [[nodiscard]] int concurrency() const { return 2; }
  void print_configuration(std::ostream&, bool = false) const {}
  static void impl_initialize(Kokkos::InitializationSettings const&) {}
  static void impl_finalize() {}
  static bool impl_is_initialized() { return Kokkos::is_initialized(); }
  [[nodiscard]] std::uint32_t impl_instance_id() const noexcept { return 1; }
  static constexpr char const* name() { return "EmulatedGpu"; }

  /// Puts a kernel on the stream: body(begin, end) for blocks of [0, count).
  void launch(std::int64_t count, std::function<void(std::int64_t, std::int64_t)> body, std::int64_t block = 64) const;
  /// Puts a job of one thread on the stream.
  void push(std::function<void()> job) const;

  friend bool operator==(EmulatedGpu const& a, EmulatedGpu const& b) { return a.stream_ == b.stream_; }
  friend bool operator!=(EmulatedGpu const& a, EmulatedGpu const& b) { return !(a == b); }

 private:
  CUstream_st* stream_ = nullptr;
};

/// Held by Kokkos while it launches: records a violation when two threads launch at the same time, since a table of
/// Kokkos::Cuda has no lock. The thread sanitizer finds every launch without the lock.
class Launching {
 public:
  Launching();
  ~Launching();
  bool const failed;  ///< a test has told the launch to fail
  Launching(Launching const&) = delete;
  Launching& operator=(Launching const&) = delete;
};

/// Copies on the stream of an instance, or, without one, before it returns.
void copy(EmulatedGpu const* gpu, void* to, void const* from, std::size_t bytes, bool from_host);

}  // namespace ptyger::gpu_double

template <>
struct Kokkos::Impl::MemorySpaceAccess<Kokkos::HostSpace, ptyger::gpu_double::EmulatedMemory> {
  enum : bool { assignable = false, accessible = false, deepcopy = true };
};
template <>
struct Kokkos::Impl::MemorySpaceAccess<ptyger::gpu_double::EmulatedMemory, Kokkos::HostSpace> {
  enum : bool { assignable = false, accessible = false, deepcopy = true };
};
template <>
struct Kokkos::Impl::MemorySpaceAccess<ptyger::gpu_double::EmulatedMemory,
                                       ptyger::gpu_double::EmulatedGpu::scratch_memory_space> {
  enum : bool { assignable = false, accessible = true, deepcopy = false };
};

template <>
struct Kokkos::Tools::Experimental::DeviceTypeTraits<ptyger::gpu_double::EmulatedGpu> {
  static constexpr DeviceType id = DeviceType::Unknown;
  static int device_id(ptyger::gpu_double::EmulatedGpu const& gpu) {
    return gpu.cuda_stream() == nullptr ? 0 : gpu.cuda_device();
  }
};

namespace ptyger::gpu_double {

/// Copies between two memory spaces, for Kokkos::Impl::DeepCopy.
template <class Exec, bool from_host>
struct Copy {
  Copy(void* to, void const* from, std::size_t bytes) { copy(nullptr, to, from, bytes, from_host); }
  Copy(Exec const& exec, void* to, void const* from, std::size_t bytes) {
    if constexpr (std::is_same_v<Exec, EmulatedGpu>) {
      copy(&exec, to, from, bytes, from_host);
    } else {
      exec.fence();
      copy(nullptr, to, from, bytes, from_host);
    }
  }
};

}  // namespace ptyger::gpu_double

template <class Exec>
struct Kokkos::Impl::DeepCopy<ptyger::gpu_double::EmulatedMemory, ptyger::gpu_double::EmulatedMemory, Exec>
    : ptyger::gpu_double::Copy<Exec, false> {
  using ptyger::gpu_double::Copy<Exec, false>::Copy;
};
template <class Exec>
struct Kokkos::Impl::DeepCopy<ptyger::gpu_double::EmulatedMemory, Kokkos::HostSpace, Exec>
    : ptyger::gpu_double::Copy<Exec, true> {
  using ptyger::gpu_double::Copy<Exec, true>::Copy;
};
template <class Exec>
struct Kokkos::Impl::DeepCopy<Kokkos::HostSpace, ptyger::gpu_double::EmulatedMemory, Exec>
    : ptyger::gpu_double::Copy<Exec, false> {
  using ptyger::gpu_double::Copy<Exec, false>::Copy;
};

template <>
struct Kokkos::Impl::ZeroMemset<ptyger::gpu_double::EmulatedGpu> {
  ZeroMemset(ptyger::gpu_double::EmulatedGpu const& gpu, void* memory, std::size_t bytes);
};

KOKKOS_IMPL_HOST_INACCESSIBLE_SHARED_ALLOCATION_SPECIALIZATION(ptyger::gpu_double::EmulatedMemory);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // from the index of the policy to the index of the functor
#pragma GCC diagnostic ignored "-Wsign-conversion"

template <class Functor, class... Traits>
class Kokkos::Impl::ParallelFor<Functor, Kokkos::RangePolicy<Traits...>, ptyger::gpu_double::EmulatedGpu> {
 public:
  using Policy = Kokkos::RangePolicy<Traits...>;
  ParallelFor(Functor const& functor, Policy const& policy) : functor_(functor), policy_(policy) {}

  void execute() const {
    ptyger::gpu_double::Launching const launching;
    if (launching.failed) return;
    auto const begin = policy_.begin();
    using Index = std::remove_const_t<decltype(begin)>;
    policy_.space().launch(static_cast<std::int64_t>(policy_.end() - begin),
                           [functor = functor_, begin](std::int64_t from, std::int64_t to) {
                             for (auto i = from; i < to; ++i) {
                               if constexpr (std::is_void_v<typename Policy::work_tag>)
                                 functor(begin + static_cast<Index>(i));
                               else
                                 functor(typename Policy::work_tag{}, begin + static_cast<Index>(i));
                             }
                           });
  }

 private:
  Functor functor_;
  Policy policy_;
};

/// Only to fill views.
template <class Functor, class... Traits>
class Kokkos::Impl::ParallelFor<Functor, Kokkos::MDRangePolicy<Traits...>, ptyger::gpu_double::EmulatedGpu> {
 public:
  using MDRangePolicy = Kokkos::MDRangePolicy<Traits...>;
  using Policy = typename MDRangePolicy::impl_range_policy;
  ParallelFor(Functor const& functor, MDRangePolicy const& policy) : functor_(functor), policy_(policy) {}

  void execute() const {
    ptyger::gpu_double::Launching const launching;
    if (launching.failed) return;
    policy_.space().launch(
        policy_.m_num_tiles,
        [functor = functor_, policy = policy_](std::int64_t from, std::int64_t to) {
          HostIterateTile<MDRangePolicy, Functor, typename MDRangePolicy::work_tag, void> const tile(policy, functor);
          for (auto i = from; i < to; ++i) tile(i);
        },
        1);
  }

 private:
  Functor functor_;
  MDRangePolicy policy_;
};

/// Sums pieces of the range and joins them in their order, so that sums do not depend on the order of the threads.
template <class FunctorReducer, class... Traits>
class Kokkos::Impl::ParallelReduce<FunctorReducer, Kokkos::RangePolicy<Traits...>, ptyger::gpu_double::EmulatedGpu> {
 public:
  using Policy = Kokkos::RangePolicy<Traits...>;
  using Reducer = typename FunctorReducer::reducer_type;
  using Value = typename Reducer::value_type;

  template <class View>
  ParallelReduce(FunctorReducer const& functor, Policy const& policy, View const& result)
      : functor_(functor),
        policy_(policy),
        result_(result.data()),
        result_on_host_(std::is_same_v<typename View::memory_space, Kokkos::HostSpace>) {}

  void execute() const {
    ptyger::gpu_double::Launching const launching;
    if (launching.failed) return;
    constexpr std::int64_t parts = 8;
    auto const& gpu = policy_.space();
    auto const begin = policy_.begin();
    auto const count = static_cast<std::int64_t>(policy_.end() - begin);
    using Index = std::remove_const_t<decltype(begin)>;
    auto const sums = std::make_shared<std::array<Value, parts>>();
    gpu.launch(
        parts,
        [functor = functor_, sums, count, begin](std::int64_t part, std::int64_t) {
          auto& sum = functor.get_reducer().init(&(*sums)[static_cast<std::size_t>(part)]);
          for (auto i = count * part / parts; i < count * (part + 1) / parts; ++i)
            functor.get_functor()(begin + static_cast<Index>(i), sum);
        },
        1);
    gpu.push([functor = functor_, sums, result = result_] {
      for (std::size_t part = 1; part < parts; ++part) functor.get_reducer().join(&(*sums)[0], &(*sums)[part]);
      functor.get_reducer().final(&(*sums)[0]);
      *result = (*sums)[0];
    });
    if (result_on_host_) gpu.fence();
  }

 private:
  FunctorReducer functor_;
  Policy policy_;
  Value* result_;
  bool result_on_host_;
};

#pragma GCC diagnostic pop

namespace ptyger::device {
using Gpu = gpu_double::EmulatedGpu;
}  // namespace ptyger::device
