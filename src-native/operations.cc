// Registers the studio's own operations with the TensorFlow of this process, through its C API.

#include <node_api.h>

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"
#include "narrow.h"
#include "winograd.h"

namespace {

using atelier::Geometry;
using atelier::ThreadPool;
using Shape = std::vector<int64_t>;

// A float tensor that goes into an operation or comes out of it.
class Tensor {
 public:
  static Tensor input(TF_OpKernelContext* context, int index, TF_Status* status) {
    TF_Tensor* tensor = nullptr;
    TF_GetInput(context, index, &tensor, status);
    return Tensor(tensor);
  }
  static Tensor output(TF_OpKernelContext* context, const Shape& shape, TF_Status* status) {
    size_t bytes = sizeof(float);
    for (const int64_t size : shape) bytes *= size;
    return Tensor(TF_AllocateOutput(context, 0, TF_FLOAT, shape.data(), static_cast<int>(shape.size()), bytes, status));
  }
  Tensor(Tensor&& other) : tensor_(other.tensor_) { other.tensor_ = nullptr; }
  ~Tensor() {
    if (tensor_) TF_DeleteTensor(tensor_);
  }
  float* data() const { return static_cast<float*>(TF_TensorData(tensor_)); }
  Shape shape() const {
    Shape sizes(TF_NumDims(tensor_));
    for (size_t axis = 0; axis < sizes.size(); axis++) sizes[axis] = TF_Dim(tensor_, static_cast<int>(axis));
    return sizes;
  }

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

Geometry geometry(int64_t batch, int64_t height, int64_t width, int64_t in, int64_t out) {
  return {int(batch), int(height), int(width), int(in), int(out)};
}

// A convolution and its two gradients: what the two operands say of it, and what comes out. A filter is
// [4,4,C,D] or, as points, [36,C,D]: its channels are the last two sizes either way.
struct Forward {
  static Geometry of(const Shape& x, const Shape& filter) { return geometry(x[0], x[1], x[2], x[3], filter.back()); }
  static Shape result(const Geometry& g) { return {g.batch, g.outHeight(), g.outWidth(), g.out}; }
};
struct BackInput {
  static Geometry of(const Shape& filter, const Shape& y) {
    return geometry(y[0], 2 * y[1], 2 * y[2], filter[filter.size() - 2], y[3]);
  }
  static Shape result(const Geometry& g) { return {g.batch, g.height, g.width, g.in}; }
};
struct BackFilter {
  static Geometry of(const Shape& x, const Shape& y) { return geometry(x[0], x[1], x[2], x[3], y[3]); }
  static Shape result(const Geometry& g) { return {4, 4, g.in, g.out}; }
};

using Run = void (*)(ThreadPool&, const float*, const float*, float*, const Geometry&);

template <typename Part, Run RUN>
void compute(void*, TF_OpKernelContext* context) {
  Status status(context);
  const Tensor left = Tensor::input(context, 0, status.get()), right = Tensor::input(context, 1, status.get());
  if (!status.fine()) return;
  const Geometry geometry = Part::of(left.shape(), right.shape());
  const Tensor result = Tensor::output(context, Part::result(geometry), status.get());
  if (!status.fine()) return;
  ThreadPool& pool = ThreadPool::shared();
  std::lock_guard<std::mutex> lock(pool.exclusive());
  RUN(pool, left.data(), right.data(), result.data(), geometry);
}

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
  const Shape shape = filter.shape();
  const Tensor points = Tensor::output(context, {36, shape[2], shape[3]}, status.get());
  if (!status.fine()) return;
  ThreadPool& pool = ThreadPool::shared();
  std::lock_guard<std::mutex> lock(pool.exclusive());
  atelier::transformFilter(pool, filter.data(), points.data(), int(shape[2]), int(shape[3]),
                           static_cast<FilterPoints*>(kernel)->transposed);
}

// Shapes, for TensorFlow's graph optimizer.

// Empty where it is not known whole.
Shape shapeOf(TF_ShapeInferenceContext* context, int input, TF_Status* status) {
  TF_ShapeHandle* const shape = TF_NewShapeHandle();
  TF_DimensionHandle* const dimension = TF_NewDimensionHandle();
  TF_ShapeInferenceContextGetInput(context, input, shape, status);
  Shape sizes;
  if (TF_GetCode(status) == TF_OK && TF_ShapeInferenceContextRankKnown(context, shape)) {
    sizes.resize(TF_ShapeInferenceContextRank(context, shape));
    for (size_t axis = 0; axis < sizes.size(); axis++) {
      TF_ShapeInferenceContextDim(context, shape, axis, dimension);
      if (!TF_DimensionHandleValueKnown(dimension)) {
        sizes.clear();
        break;
      }
      sizes[axis] = TF_DimensionHandleValue(dimension);
    }
  }
  TF_DeleteDimensionHandle(dimension);
  TF_DeleteShapeHandle(shape);
  return sizes;
}

void setShape(TF_ShapeInferenceContext* context, const Shape& sizes, TF_Status* status) {
  TF_ShapeHandle* whole = TF_ShapeInferenceContextScalar(context);
  for (const int64_t size : sizes) {
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

template <typename Part>
void infer(TF_ShapeInferenceContext* context, TF_Status* status) {
  const Shape left = shapeOf(context, 0, status), right = shapeOf(context, 1, status);
  if (left.empty() || right.empty()) return TF_ShapeInferenceContextSetUnknownShape(context, status);
  setShape(context, Part::result(Part::of(left, right)), status);
}

void inferFilterPoints(TF_ShapeInferenceContext* context, TF_Status* status) {
  const Shape filter = shapeOf(context, 0, status);
  if (filter.empty()) return TF_ShapeInferenceContextSetUnknownShape(context, status);
  setShape(context, {36, filter[2], filter[3]}, status);
}

struct Operation {
  const char* name;
  std::vector<const char*> inputs;
  const char* output;
  void (*infer)(TF_ShapeInferenceContext*, TF_Status*);
  void (*compute)(void*, TF_OpKernelContext*);
  const char* attribute = nullptr;
  void* (*create)(TF_OpKernelConstruction*) = nullptr;
  void (*remove)(void*) = nullptr;
};

template <typename Part, Run RUN>
Operation convolution(const char* name, std::vector<const char*> inputs, const char* output) {
  return {name, std::move(inputs), output, infer<Part>, compute<Part, RUN>};
}

std::vector<Operation> operations() {
  return {
      {"AtelierFilterPoints", {"filter: float"}, "points: float", inferFilterPoints, computeFilterPoints,
       "transposed: bool", createFilterPoints, deleteFilterPoints},
      convolution<Forward, atelier::convolve>("AtelierConvolution", {"x: float", "points: float"}, "y: float"),
      convolution<BackInput, atelier::convolveBackInput>("AtelierConvolutionBackInput", {"points: float", "y: float"},
                                                         "x: float"),
      convolution<BackFilter, atelier::convolveBackFilter>("AtelierConvolutionBackFilter", {"x: float", "y: float"},
                                                           "filter: float"),
      convolution<Forward, atelier::convolveNarrow>("AtelierNarrowConvolution", {"x: float", "filter: float"},
                                                    "y: float"),
      convolution<BackInput, atelier::convolveNarrowBackInput>("AtelierNarrowConvolutionBackInput",
                                                               {"filter: float", "y: float"}, "x: float"),
      convolution<BackFilter, atelier::convolveNarrowBackFilter>("AtelierNarrowConvolutionBackFilter",
                                                                 {"x: float", "y: float"}, "filter: float"),
  };
}

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
  for (const Operation& operation : operations()) {
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
