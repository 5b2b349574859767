/**
 * What the image build needs to train the JVM: which classes a service loads while it starts and works, and how. Nothing in
 * here runs in the stack.
 */
package kafkademo.common.training;
