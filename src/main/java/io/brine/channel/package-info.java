/**
 * A transport that signs, encrypts, re-authenticates and checks nonce and serial: the four channels of Salt.
 *
 * <p>On the master {@link io.brine.channel.RequestDispatcher} is what the channel calls with an opened load, and
 * {@link io.brine.channel.Reply} says how the answer goes back. No socket is opened here and no command is known.
 */
package io.brine.channel;
