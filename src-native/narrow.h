#pragma once

#include "winograd.h"

// The same 4 x 4, stride 2 convolutions where the input has so few channels (a picture's three) that a
// whole patch fits one row of a small product: patches [outputs, 16 C] times the filter [16 C, D].
// Transforms would cost more than they save here.
namespace atelier {

// Most input channels that a patch row holds.
constexpr int NARROW = 4;

void convolveNarrow(ThreadPool& pool, const float* x, const float* filter, float* y, const Geometry& geometry);
void convolveNarrowBackInput(ThreadPool& pool, const float* filter, const float* y, float* x, const Geometry& geometry);
void convolveNarrowBackFilter(ThreadPool& pool, const float* x, const float* y, float* filter,
                              const Geometry& geometry);

}  // namespace atelier
