namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module whose forward pass takes one argument.</summary>
        public abstract class Module<T, TResult> : Module
        {
            /// <summary>Makes an empty module.</summary>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>The forward pass; callers use <see cref="call"/>.</summary>
            public abstract TResult forward(T input);

            /// <summary>Runs the forward pass.</summary>
            public TResult call(T input) => forward(input);
        }
    }
}
