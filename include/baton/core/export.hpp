#pragma once

/// Marks what the shared library exports; everything else is hidden. Empty in static builds.
#if defined(BATON_SHARED) && defined(_WIN32)
#if defined(BATON_BUILDING)
#define BATON_EXPORT __declspec(dllexport)
#else
#define BATON_EXPORT __declspec(dllimport)
#endif
#elif defined(BATON_SHARED)
#define BATON_EXPORT __attribute__((visibility("default")))
#else
#define BATON_EXPORT
#endif
