// The lists that the model is made of.
#pragma once

#include <vector>

namespace retort::model {

template <class T>
using list = std::vector<T>;

}  // namespace retort::model
