// Defaults of ThreadSanitizer for this executable; without it nobody calls this.
extern "C" const char* __tsan_default_options();  // NOLINT: the sanitizer's name

// The kill test forks while threads run.
extern "C" const char* __tsan_default_options() { return "die_after_fork=0"; }
