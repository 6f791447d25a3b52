/**
 * Keys, ciphers and signatures, exactly Salt's. Knows no message; bytes in, bytes out.
 *
 * <p>Start reading at {@link io.brine.crypt.Crypticle} and {@link io.brine.crypt.RsaKeyPair}.
 */
package io.brine.crypt;
