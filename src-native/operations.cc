// Registers the studio's own operations with the TensorFlow of this process, through its C API.

#include <node_api.h>

#include <initializer_list>
#include <mutex>
#include <string>

#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"
#include "narrow.h"
#include "winograd.h"

namespace {

using atelier::Geometry;
using atelier::ThreadPool;

// A float tensor that goes into an operation or comes out of it.
class Tensor {
 public:
  static Tensor input(TF_OpKernelContext* context, int index, TF_Status* status) {
    TF_Tensor* tensor = nullptr;
    TF_GetInput(context, index, &tensor, status);
    return Tensor(tensor);
  }
  static Tensor output(TF_OpKernelContext* context, std::initializer_list<int64_t> shape, TF_Status* status) {
    size_t bytes = sizeof(float);
    for (const int64_t size : shape) bytes *= size;
    return Tensor(TF_AllocateOutput(context, 0, TF_FLOAT, shape.begin(), static_cast<int>(shape.size()), bytes, status));
  }
  Tensor(Tensor&& other) : tensor_(other.tensor_) { other.tensor_ = nullptr; }
  ~Tensor() {
    if (tensor_) TF_DeleteTensor(tensor_);
  }
  float* data() const { return static_cast<float*>(TF_TensorData(tensor_)); }
  int size(int axis) const { return static_cast<int>(TF_Dim(tensor_, axis)); }

 private:
  explicit Tensor(TF_Tensor* tensor) : tensor_(tensor) {}
  TF_Tensor* tensor_;
};

// A status that fails the operation's context if it is not fine at the end.
class Status {
 public:
  explicit Status(TF_OpKernelContext* context) : context_(context) {}
  ~Status() {
    if (TF_GetCode(status_) != TF_OK) TF_OpKernelContext_Failure(context_, status_);
    TF_DeleteStatus(status_);
  }
  TF_Status* get() { return status_; }
  bool fine() const { return TF_GetCode(status_) == TF_OK; }

 private:
  TF_OpKernelContext* context_;
  TF_Status* status_ = TF_NewStatus();
};

struct FilterPoints {
  bool transposed;
};

void* createFilterPoints(TF_OpKernelConstruction* construction) {
  TF_Status* const status = TF_NewStatus();
  unsigned char transposed = 0;
  TF_OpKernelConstruction_GetAttrBool(construction, "transposed", &transposed, status);
  if (TF_GetCode(status) != TF_OK) TF_OpKernelConstruction_Failure(construction, status);
  TF_DeleteStatus(status);
  return new FilterPoints{transposed != 0};
}

void deleteFilterPoints(void* kernel) { delete static_cast<FilterPoints*>(kernel); }

void computeFilterPoints(void* kernel, TF_OpKernelContext* context) {
  Status status(context);
  const Tensor filter = Tensor::input(context, 0, status.get());
  if (!status.fine()) return;
  const int in = filter.size(2), out = filter.size(3);
  const Tensor points = Tensor::output(context, {36, in, out}, status.get());
  if (!status.fine()) return;
  ThreadPool& pool = ThreadPool::shared();
  std::lock_guard<std::mutex> lock(pool.exclusive());
  atelier::transformFilter(pool, filter.data(), points.data(), in, out, static_cast<FilterPoints*>(kernel)->transposed);
}

void computeConvolution(void*, TF_OpKernelContext* context) {
  Status status(context);
  const Tensor x = Tensor::input(context, 0, status.get()), points = Tensor::input(context, 1, status.get());
  if (!status.fine()) return;
  const Geometry geometry{x.size(0), x.size(1), x.size(2), x.size(3), points.size(2)};
  const Tensor y = Tensor::output(
      context, {geometry.batch, geometry.outHeight(), geometry.outWidth(), geometry.out}, status.get());
  if (!status.fine()) return;
  ThreadPool& pool = ThreadPool::shared();
  std::lock_guard<std::mutex> lock(pool.exclusive());
  atelier::convolve(pool, x.data(), points.data(), y.data(), geometry);
}

void computeBackInput(void*, TF_OpKernelContext* context) {
  Status status(context);
  const Tensor points = Tensor::input(context, 0, status.get()), y = Tensor::input(context, 1, status.get());
  if (!status.fine()) return;
  const Geometry geometry{y.size(0), 2 * y.size(1), 2 * y.size(2), points.size(1), y.size(3)};
  const Tensor x =
      Tensor::output(context, {geometry.batch, geometry.height, geometry.width, geometry.in}, status.get());
  if (!status.fine()) return;
  ThreadPool& pool = ThreadPool::shared();
  std::lock_guard<std::mutex> lock(pool.exclusive());
  atelier::convolveBackInput(pool, points.data(), y.data(), x.data(), geometry);
}

void computeBackFilter(void*, TF_OpKernelContext* context) {
  Status status(context);
  const Tensor x = Tensor::input(context, 0, status.get()), y = Tensor::input(context, 1, status.get());
  if (!status.fine()) return;
  const Geometry geometry{x.size(0), x.size(1), x.size(2), x.size(3), y.size(3)};
  const Tensor filter = Tensor::output(context, {4, 4, geometry.in, geometry.out}, status.get());
  if (!status.fine()) return;
  ThreadPool& pool = ThreadPool::shared();
  std::lock_guard<std::mutex> lock(pool.exclusive());
  atelier::convolveBackFilter(pool, x.data(), y.data(), filter.data(), geometry);
}

void computeNarrowConvolution(void*, TF_OpKernelContext* context) {
  Status status(context);
  const Tensor x = Tensor::input(context, 0, status.get()), filter = Tensor::input(context, 1, status.get());
  if (!status.fine()) return;
  const Geometry geometry{x.size(0), x.size(1), x.size(2), x.size(3), filter.size(3)};
  const Tensor y = Tensor::output(
      context, {geometry.batch, geometry.outHeight(), geometry.outWidth(), geometry.out}, status.get());
  if (!status.fine()) return;
  ThreadPool& pool = ThreadPool::shared();
  std::lock_guard<std::mutex> lock(pool.exclusive());
  atelier::convolveNarrow(pool, x.data(), filter.data(), y.data(), geometry);
}

void computeNarrowBackInput(void*, TF_OpKernelContext* context) {
  Status status(context);
  const Tensor filter = Tensor::input(context, 0, status.get()), y = Tensor::input(context, 1, status.get());
  if (!status.fine()) return;
  const Geometry geometry{y.size(0), 2 * y.size(1), 2 * y.size(2), filter.size(2), y.size(3)};
  const Tensor x =
      Tensor::output(context, {geometry.batch, geometry.height, geometry.width, geometry.in}, status.get());
  if (!status.fine()) return;
  ThreadPool& pool = ThreadPool::shared();
  std::lock_guard<std::mutex> lock(pool.exclusive());
  atelier::convolveNarrowBackInput(pool, filter.data(), y.data(), x.data(), geometry);
}

void computeNarrowBackFilter(void*, TF_OpKernelContext* context) {
  Status status(context);
  const Tensor x = Tensor::input(context, 0, status.get()), y = Tensor::input(context, 1, status.get());
  if (!status.fine()) return;
  const Geometry geometry{x.size(0), x.size(1), x.size(2), x.size(3), y.size(3)};
  const Tensor filter = Tensor::output(context, {4, 4, geometry.in, geometry.out}, status.get());
  if (!status.fine()) return;
  ThreadPool& pool = ThreadPool::shared();
  std::lock_guard<std::mutex> lock(pool.exclusive());
  atelier::convolveNarrowBackFilter(pool, x.data(), y.data(), filter.data(), geometry);
}

// Shapes, for TensorFlow's graph optimizer.

int64_t dimension(TF_ShapeInferenceContext* context, int input, int axis, TF_Status* status) {
  TF_ShapeHandle* const shape = TF_NewShapeHandle();
  TF_DimensionHandle* const handle = TF_NewDimensionHandle();
  TF_ShapeInferenceContextGetInput(context, input, shape, status);
  int64_t size = -1;
  if (TF_GetCode(status) == TF_OK && TF_ShapeInferenceContextRankKnown(context, shape)) {
    TF_ShapeInferenceContextDim(context, shape, axis, handle);
    if (TF_DimensionHandleValueKnown(handle)) size = TF_DimensionHandleValue(handle);
  }
  TF_DeleteDimensionHandle(handle);
  TF_DeleteShapeHandle(shape);
  return size;
}

void setShape(TF_ShapeInferenceContext* context, std::initializer_list<int64_t> sizes, TF_Status* status) {
  TF_ShapeHandle* whole = TF_ShapeInferenceContextScalar(context);
  for (const int64_t size : sizes) {
    if (size < 0) {
      TF_ShapeInferenceContextSetUnknownShape(context, status);
      TF_DeleteShapeHandle(whole);
      return;
    }
    TF_ShapeHandle* const one = TF_ShapeInferenceContextVectorFromSize(context, size);
    TF_ShapeHandle* const longer = TF_NewShapeHandle();
    TF_ShapeInferenceContextConcatenateShapes(context, whole, one, longer, status);
    TF_DeleteShapeHandle(one);
    TF_DeleteShapeHandle(whole);
    whole = longer;
  }
  TF_ShapeInferenceContextSetOutput(context, 0, whole, status);
  TF_DeleteShapeHandle(whole);
}

int64_t times(int64_t size, int64_t numerator, int64_t denominator) {
  return size < 0 ? size : size * numerator / denominator;
}

void inferFilterPoints(TF_ShapeInferenceContext* context, TF_Status* status) {
  setShape(context, {36, dimension(context, 0, 2, status), dimension(context, 0, 3, status)}, status);
}
void inferConvolution(TF_ShapeInferenceContext* context, TF_Status* status) {
  setShape(context,
           {dimension(context, 0, 0, status), times(dimension(context, 0, 1, status), 1, 2),
            times(dimension(context, 0, 2, status), 1, 2), dimension(context, 1, 2, status)},
           status);
}
void inferBackInput(TF_ShapeInferenceContext* context, TF_Status* status) {
  setShape(context,
           {dimension(context, 1, 0, status), times(dimension(context, 1, 1, status), 2, 1),
            times(dimension(context, 1, 2, status), 2, 1), dimension(context, 0, 1, status)},
           status);
}
void inferNarrowConvolution(TF_ShapeInferenceContext* context, TF_Status* status) {
  setShape(context,
           {dimension(context, 0, 0, status), times(dimension(context, 0, 1, status), 1, 2),
            times(dimension(context, 0, 2, status), 1, 2), dimension(context, 1, 3, status)},
           status);
}
void inferNarrowBackInput(TF_ShapeInferenceContext* context, TF_Status* status) {
  setShape(context,
           {dimension(context, 1, 0, status), times(dimension(context, 1, 1, status), 2, 1),
            times(dimension(context, 1, 2, status), 2, 1), dimension(context, 0, 2, status)},
           status);
}
void inferBackFilter(TF_ShapeInferenceContext* context, TF_Status* status) {
  setShape(context, {4, 4, dimension(context, 0, 3, status), dimension(context, 1, 3, status)}, status);
}

struct Operation {
  const char* name;
  std::initializer_list<const char*> inputs;
  const char* output;
  const char* attribute;
  void (*infer)(TF_ShapeInferenceContext*, TF_Status*);
  void* (*create)(TF_OpKernelConstruction*);
  void (*compute)(void*, TF_OpKernelContext*);
  void (*remove)(void*);
};

const Operation OPERATIONS[] = {
    {"AtelierFilterPoints", {"filter: float"}, "points: float", "transposed: bool", inferFilterPoints,
     createFilterPoints, computeFilterPoints, deleteFilterPoints},
    {"AtelierConvolution", {"x: float", "points: float"}, "y: float", nullptr, inferConvolution, nullptr,
     computeConvolution, nullptr},
    {"AtelierConvolutionBackInput", {"points: float", "y: float"}, "x: float", nullptr, inferBackInput, nullptr,
     computeBackInput, nullptr},
    {"AtelierConvolutionBackFilter", {"x: float", "y: float"}, "filter: float", nullptr, inferBackFilter, nullptr,
     computeBackFilter, nullptr},
    {"AtelierNarrowConvolution", {"x: float", "filter: float"}, "y: float", nullptr, inferNarrowConvolution, nullptr,
     computeNarrowConvolution, nullptr},
    {"AtelierNarrowConvolutionBackInput", {"filter: float", "y: float"}, "x: float", nullptr, inferNarrowBackInput,
     nullptr, computeNarrowBackInput, nullptr},
    {"AtelierNarrowConvolutionBackFilter", {"x: float", "y: float"}, "filter: float", nullptr, inferBackFilter,
     nullptr, computeNarrowBackFilter, nullptr},
};

void registerOperation(const Operation& operation, TF_Status* status) {
  TF_OpDefinitionBuilder* const definition = TF_NewOpDefinitionBuilder(operation.name);
  for (const char* const input : operation.inputs) TF_OpDefinitionBuilderAddInput(definition, input);
  TF_OpDefinitionBuilderAddOutput(definition, operation.output);
  if (operation.attribute) TF_OpDefinitionBuilderAddAttr(definition, operation.attribute);
  TF_OpDefinitionBuilderSetShapeInferenceFunction(definition, operation.infer);
  TF_RegisterOpDefinition(definition, status);
  if (TF_GetCode(status) != TF_OK) return;
  TF_KernelBuilder* const kernel =
      TF_NewKernelBuilder(operation.name, "CPU", operation.create, operation.compute, operation.remove);
  TF_RegisterKernelBuilder(operation.name, kernel, status);
}

// Empty once the operations stand, else why they do not.
std::string registerOperations() {
  if (!__builtin_cpu_supports("avx512f")) return "the processor has no AVX-512";
  TF_Status* const status = TF_NewStatus();
  for (const Operation& operation : OPERATIONS) {
    if (TF_GetCode(status) == TF_OK) registerOperation(operation, status);
  }
  const std::string problem = TF_GetCode(status) == TF_OK ? "" : TF_Message(status);
  TF_DeleteStatus(status);
  return problem;
}

}  // namespace

// The module is a string: empty, or why there are no operations.
NAPI_MODULE_INIT() {
  static const std::string problem = registerOperations();  // once a process, however many threads load it
  napi_value value;
  napi_create_string_utf8(env, problem.c_str(), problem.size(), &value);
  return value;
}
