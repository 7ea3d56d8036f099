#include <node_api.h>

#include <algorithm>
#include <new>
#include <vector>

#include "jpeg.h"

// The decoder as a Node-API module: two functions of a file's bytes. Compiled for every processor of its
// family, unlike the rest, so that it can be asked anywhere whether the rest may run.
namespace {

bool readBytes(napi_env env, napi_value value, const uint8_t** bytes, size_t* length) {
  napi_typedarray_type type;
  void* data = nullptr;
  if (napi_get_typedarray_info(env, value, &type, length, &data, nullptr, nullptr) != napi_ok) {
    return false;
  }
  *bytes = static_cast<const uint8_t*>(data);
  return type == napi_uint8_array;
}

// (bytes) -> [width, height, components, orientation], or undefined.
napi_value inspect(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  const uint8_t* bytes;
  size_t length;
  if (napi_get_cb_info(env, info, &count, &argument, nullptr, nullptr) != napi_ok || count < 1 ||
      !readBytes(env, argument, &bytes, &length)) {
    return nullptr;
  }
  jpeg::Header header;
  if (!jpeg::inspect(bytes, length, header)) return nullptr;
  napi_value result;
  napi_create_array_with_length(env, 4, &result);
  const int values[] = {header.width, header.height, header.components, header.orientation};
  for (uint32_t i = 0; i < 4; i++) {
    napi_value value;
    napi_create_int32(env, values[i], &value);
    napi_set_element(env, result, i, value);
  }
  return result;
}

// (bytes, width, height) -> pixels, or undefined.
napi_value decode(napi_env env, napi_callback_info info) {
  size_t count = 3;
  napi_value arguments[3];
  const uint8_t* bytes;
  size_t length;
  int32_t width;
  int32_t height;
  if (napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr) != napi_ok || count < 3 ||
      !readBytes(env, arguments[0], &bytes, &length) ||
      napi_get_value_int32(env, arguments[1], &width) != napi_ok ||
      napi_get_value_int32(env, arguments[2], &height) != napi_ok) {
    return nullptr;
  }
  try {
    static thread_local std::vector<uint8_t> pixels;
    if (!jpeg::decode(bytes, length, width, height, pixels)) return nullptr;
    void* data = nullptr;
    napi_value buffer;
    napi_value result;
    if (napi_create_arraybuffer(env, pixels.size(), &data, &buffer) != napi_ok) return nullptr;
    std::copy(pixels.begin(), pixels.end(), static_cast<uint8_t*>(data));
    napi_create_typedarray(env, napi_uint8_array, pixels.size(), buffer, 0, &result);
    return result;
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

bool isSupported() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
#else
  return true;
#endif
}

}  // namespace

// The exports stay empty where the processor lacks what the decoder was compiled for.
NAPI_MODULE_INIT() {
  if (!isSupported()) return exports;
  const napi_property_descriptor properties[] = {
      {"inspect", nullptr, inspect, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"decode", nullptr, decode, nullptr, nullptr, nullptr, napi_enumerable, nullptr}};
  napi_define_properties(env, exports, 2, properties);
  return exports;
}
