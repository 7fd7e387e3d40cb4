/** What a process has used, as it says itself. */
export type Usage = {
  /** Processor time since its start, of all its threads, user and system, in microseconds. */
  cpuMicros: number
  /** Of that, what the program itself needed, and not the system for it. */
  userMicros: number
  /** Bytes of memory that it holds now. */
  rss: number
  heapUsed: number
  /** The most bytes of memory that it ever held. */
  peakRss: number
  /** Milliseconds that its event loop was late since `reset_delay` was asked. */
  delay: { p50: number; p99: number; max: number }
}
