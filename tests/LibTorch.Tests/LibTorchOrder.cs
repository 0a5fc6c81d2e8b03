// Tests count live tensors and measure memory: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
