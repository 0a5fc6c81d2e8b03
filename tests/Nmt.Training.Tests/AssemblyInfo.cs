// Tests compare bytes of trained weights and count live tensors: both need the process, and one thread, to themselves.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
