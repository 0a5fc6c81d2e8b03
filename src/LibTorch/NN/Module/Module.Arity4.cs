namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module whose forward pass takes four arguments.</summary>
        public abstract class Module<T1, T2, T3, T4, TResult> : Module
        {
            /// <summary>Makes an empty module.</summary>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>The forward pass; callers use <see cref="call"/>.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4);

            /// <summary>Runs the forward pass.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4) => forward(input1, input2, input3, input4);
        }
    }
}
