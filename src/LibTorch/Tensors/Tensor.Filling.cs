namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sets all elements. Returns this tensor.</summary>
        public Tensor fill_(Scalar value)
        {
            Check(Native.nmt_fill_(Handle, value), "fill_", this);
            return this;
        }

        /// <summary>A number wherever the mask is set, this tensor elsewhere.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) =>
            Own(Native.nmt_masked_fill(Handle, Pass(mask), value), "masked_fill", this, mask);

        /// <summary>Sets the elements wherever the mask is set. Returns this tensor.</summary>
        public Tensor masked_fill_(Tensor mask, Scalar value)
        {
            Check(Native.nmt_masked_fill_(Handle, Pass(mask), value), "masked_fill_", this, mask);
            return this;
        }

        /// <summary>This tensor where the condition holds, <paramref name="y"/> elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) =>
            Own(Native.nmt_where(Pass(condition), Handle, Pass(y)), "where", condition, this, y);

        /// <summary>Normally distributed random numbers. Returns this tensor.</summary>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null)
        {
            Check(Native.nmt_normal_(Handle, mean, std, Generator.Pass(generator)), "normal_", this);
            return this;
        }

        /// <summary>Evenly distributed random numbers. Returns this tensor.</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null)
        {
            Check(Native.nmt_uniform_(Handle, from, to, Generator.Pass(generator)), "uniform_", this);
            return this;
        }

        /// <summary>Ones with probability <paramref name="p"/>, else zeros. Returns this tensor.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null)
        {
            Check(Native.nmt_bernoulli_(Handle, p, Generator.Pass(generator)), "bernoulli_", this);
            return this;
        }

        /// <summary>Ones with the given probabilities, else zeros. Returns this tensor.</summary>
        public Tensor bernoulli_(Tensor p, Generator? generator = null)
        {
            Check(Native.nmt_bernoulli_tensor_(Handle, Pass(p), Generator.Pass(generator)), "bernoulli_", this, p);
            return this;
        }

        /// <summary>Draws positions with probabilities in proportion to the elements of each row.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Own(Native.nmt_multinomial(Handle, num_samples, replacement.Flag(), Generator.Pass(generator)), "multinomial", this);

        /// <summary>Zeros of another shape, of this type and on this device unless said otherwise.</summary>
        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            zeros(size, dtype ?? this.dtype, device ?? this.device, requires_grad);
    }
}
