// Defaults of ThreadSanitizer for this executable; without it nobody calls this.
extern "C" const char* __tsan_default_options();  // NOLINT: the sanitizer's name

// hnswlib takes the locks of two nodes in either order, which is harmless because insertions run under an
// exclusive lock of ours; the kill test forks while threads run.
extern "C" const char* __tsan_default_options() { return "detect_deadlocks=0:die_after_fork=0"; }
